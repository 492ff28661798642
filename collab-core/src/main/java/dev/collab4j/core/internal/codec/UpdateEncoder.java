package dev.collab4j.core.internal.codec;

import dev.collab4j.core.internal.lib0.ByteWriter;
import dev.collab4j.core.internal.store.TextArena;
import org.jspecify.annotations.Nullable;

/** Writes the parts of structs and delete sets in one version of the format. */
public interface UpdateEncoder extends DeleteSetEncoder {
    void writeClient(long client);

    void writeInfo(int info);

    void writeLeftId(long client, long clock);

    void writeRightId(long client, long clock);

    void writeParentInfo(boolean isRoot);

    void writeString(String text);

    void writeText(TextArena text, int at, int length);

    void writeKey(String key);

    void writeTypeRef(int ref);

    void writeLength(long length);

    void writeAny(@Nullable Object value);

    void writeJson(@Nullable Object value);

    void writeBytes(byte[] bytes);

    /** Goes on with {@code next} as the plain part and returns the one so far: counts are known only later. */
    ByteWriter replacePlain(ByteWriter next);

    byte[] toByteArray();
}
