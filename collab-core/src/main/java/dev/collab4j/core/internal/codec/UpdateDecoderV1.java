package dev.collab4j.core.internal.codec;

import dev.collab4j.core.MalformedUpdateException;
import dev.collab4j.core.internal.lib0.AnyCodec;
import dev.collab4j.core.internal.lib0.ByteReader;
import dev.collab4j.core.internal.lib0.JsJson;
import org.jspecify.annotations.Nullable;

/** Format version 1: everything in one stream. */
public final class UpdateDecoderV1 implements UpdateDecoder {
    /** A section of a client, a struct and a deleted range take at least two bytes each. */
    private static final int MIN_BYTES = 2;

    private final ByteReader in;

    public UpdateDecoderV1(ByteReader in) {
        this.in = in;
    }

    @Override
    public int readCount() {
        return in.readCount(MIN_BYTES);
    }

    @Override
    public long readClient() {
        return in.readVarUint();
    }

    @Override
    public long readPlain() {
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
    public int readValueCount() {
        return in.readCount(1);
    }

    @Override
    public @Nullable Object readAny() {
        return AnyCodec.read(in);
    }

    @Override
    public @Nullable Object readJson() {
        return JsJson.parse(in.readVarString());
    }

    @Override
    public byte[] readBytes() {
        return in.readVarBytes();
    }

    @Override
    public void resetDeleteSetClock() {
        // Version 1 writes clocks as they are, not as differences.
    }

    @Override
    public long readDeleteSetClock() {
        return in.readVarUint();
    }

    @Override
    public long readDeleteSetLength() {
        return in.readVarUint();
    }

    @Override
    public MalformedUpdateException malformed(String what) {
        return in.malformed(what);
    }
}
