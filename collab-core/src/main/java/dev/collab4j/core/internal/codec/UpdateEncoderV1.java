package dev.collab4j.core.internal.codec;

import dev.collab4j.core.internal.lib0.AnyCodec;
import dev.collab4j.core.internal.lib0.ByteWriter;
import dev.collab4j.core.internal.lib0.JsJson;
import dev.collab4j.core.internal.store.TextArena;
import org.jspecify.annotations.Nullable;

/** Format version 1: everything in one stream. */
public final class UpdateEncoderV1 extends DeleteSetEncoderV1 implements UpdateEncoder {
    public UpdateEncoderV1() {
        this(new ByteWriter());
    }

    UpdateEncoderV1(ByteWriter out) {
        super(out);
    }

    @Override
    public void writeClient(long client) {
        out.writeVarUint(client);
    }

    @Override
    public void writeInfo(int info) {
        out.writeUint8(info);
    }

    @Override
    public void writeLeftId(long client, long clock) {
        out.writeVarUint(client);
        out.writeVarUint(clock);
    }

    @Override
    public void writeRightId(long client, long clock) {
        writeLeftId(client, clock);
    }

    @Override
    public void writeParentInfo(boolean isRoot) {
        out.writeVarUint(isRoot ? 1 : 0);
    }

    @Override
    public void writeString(String text) {
        out.writeVarString(text);
    }

    @Override
    public void writeText(TextArena text, int at, int length) {
        text.write(out, at, length);
    }

    @Override
    public void writeKey(String key) {
        out.writeVarString(key);
    }

    @Override
    public void writeTypeRef(int ref) {
        out.writeVarUint(ref);
    }

    @Override
    public void writeLength(long length) {
        out.writeVarUint(length);
    }

    @Override
    public void writeAny(@Nullable Object value) {
        AnyCodec.write(out, value);
    }

    @Override
    public void writeJson(@Nullable Object value) {
        String json = JsJson.stringify(value);
        if (json == null) {
            throw new IllegalArgumentException("undefined has no JSON text");
        }
        out.writeVarString(json);
    }

    @Override
    public void writeBytes(byte[] bytes) {
        out.writeVarBytes(bytes);
    }

    @Override
    public ByteWriter replacePlain(ByteWriter next) {
        ByteWriter before = out;
        out = next;
        return before;
    }

    @Override
    public byte[] toByteArray() {
        return out.toByteArray();
    }
}
