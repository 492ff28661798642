package dev.collab4j.core.internal.codec;

import dev.collab4j.core.internal.lib0.ByteReader;

/** Delete sets of format version 1: clocks and lengths as they are. */
public sealed class DeleteSetDecoderV1 extends PlainDecoder permits UpdateDecoderV1 {
    public DeleteSetDecoderV1(ByteReader in) {
        super(in);
    }

    @Override
    public final void resetDeleteSetClock() {
        // Version 1 writes clocks as they are, not as differences.
    }

    @Override
    public final long readDeleteSetClock() {
        return in.readVarUint();
    }

    @Override
    public final long readDeleteSetLength() {
        return in.readVarUint();
    }
}
