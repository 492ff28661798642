package dev.collab4j.core.internal.codec;

import dev.collab4j.core.internal.lib0.ByteWriter;
import dev.collab4j.core.internal.lib0.JsJson;
import dev.collab4j.core.internal.store.TextArena;
import org.jspecify.annotations.Nullable;

/** Format version 1: everything in one stream. */
public final class UpdateEncoderV1 extends DeleteSetEncoderV1 implements UpdateEncoder {
    public UpdateEncoderV1() {
        super(new ByteWriter());
    }

    @Override
    public void writeClient(long client) {
        plain.writeVarUint(client);
    }

    @Override
    public void writeInfo(int info) {
        plain.writeUint8(info);
    }

    @Override
    public void writeLeftId(long client, long clock) {
        plain.writeVarUint(client);
        plain.writeVarUint(clock);
    }

    @Override
    public void writeRightId(long client, long clock) {
        writeLeftId(client, clock);
    }

    @Override
    public void writeParentInfo(boolean isRoot) {
        plain.writeVarUint(isRoot ? 1 : 0);
    }

    @Override
    public void writeString(String text) {
        plain.writeVarString(text);
    }

    @Override
    public void writeText(TextArena text, int at, int length) {
        text.write(plain, at, length);
    }

    @Override
    public void writeKey(String key) {
        plain.writeVarString(key);
    }

    @Override
    public void writeTypeRef(int ref) {
        plain.writeVarUint(ref);
    }

    @Override
    public void writeLength(long length) {
        plain.writeVarUint(length);
    }

    @Override
    public void writeJson(@Nullable Object value) {
        String json = JsJson.stringify(value);
        if (json == null) {
            throw new IllegalArgumentException("undefined has no JSON text");
        }
        plain.writeVarString(json);
    }

    /** Forgets what was written and keeps the memory. */
    public void reset() {
        plain.reset();
    }

    /** How many bytes were written. */
    public int size() {
        return plain.size();
    }

    @Override
    public byte[] toByteArray() {
        return plain.toByteArray();
    }
}
