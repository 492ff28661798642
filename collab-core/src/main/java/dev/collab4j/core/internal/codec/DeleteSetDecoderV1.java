package dev.collab4j.core.internal.codec;

import dev.collab4j.core.MalformedUpdateException;
import dev.collab4j.core.internal.lib0.ByteReader;

/** Delete sets of format version 1: clocks and lengths as they are. */
public sealed class DeleteSetDecoderV1 implements DeleteSetDecoder permits UpdateDecoderV1 {
    /** A section of a client, a struct and a deleted range take at least two bytes each. */
    static final int MIN_BYTES = 2;

    final ByteReader in;

    public DeleteSetDecoderV1(ByteReader in) {
        this.in = in;
    }

    @Override
    public final int readCount() {
        return in.readCount(MIN_BYTES);
    }

    @Override
    public final long readPlain() {
        return in.readVarUint();
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

    @Override
    public final MalformedUpdateException malformed(String what) {
        return in.malformed(what);
    }
}
