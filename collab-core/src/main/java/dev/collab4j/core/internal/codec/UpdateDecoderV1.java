package dev.collab4j.core.internal.codec;

import dev.collab4j.core.internal.lib0.ByteReader;
import dev.collab4j.core.internal.lib0.JsJson;
import org.jspecify.annotations.Nullable;

/** Format version 1: everything in one stream. */
public final class UpdateDecoderV1 extends DeleteSetDecoderV1 implements UpdateDecoder {
    public UpdateDecoderV1(ByteReader in) {
        super(in);
    }

    @Override
    public int readStructCount() {
        return in.readCount(MIN_BYTES);
    }

    @Override
    public long readClient() {
        return in.readVarUint();
    }

    @Override
    public int readInfo() {
        return in.readUint8();
    }

    @Override
    public Id readLeftId() {
        return new Id(in.readVarUint(), in.readVarUint());
    }

    @Override
    public Id readRightId() {
        return readLeftId();
    }

    @Override
    public boolean readParentInfo() {
        return in.readVarUint() == 1;
    }

    @Override
    public String readString() {
        return in.readVarString();
    }

    @Override
    public String readKey() {
        return in.readVarString();
    }

    @Override
    public int readTypeRef() {
        return in.readVarUintUpTo(Integer.MAX_VALUE, "type reference");
    }

    @Override
    public long readLength() {
        return in.readVarUint();
    }

    @Override
    public int readAnyCount() {
        return in.readCount(1);
    }

    @Override
    public int readJsonCount() {
        return in.readCount(1);
    }

    @Override
    public @Nullable Object readJson() {
        return JsJson.parse(in.readVarString());
    }
}
