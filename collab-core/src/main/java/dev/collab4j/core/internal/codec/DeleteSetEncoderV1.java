package dev.collab4j.core.internal.codec;

import dev.collab4j.core.internal.lib0.ByteWriter;

/** Delete sets of format version 1: clocks and lengths as they are. */
public sealed class DeleteSetEncoderV1 implements DeleteSetEncoder permits UpdateEncoderV1 {
    ByteWriter out;

    public DeleteSetEncoderV1(ByteWriter out) {
        this.out = out;
    }

    @Override
    public final void writePlain(long value) {
        out.writeVarUint(value);
    }

    @Override
    public final void resetDeleteSetClock() {
        // Version 1 writes clocks as they are, not as differences.
    }

    @Override
    public final void writeDeleteSetClock(long clock) {
        out.writeVarUint(clock);
    }

    @Override
    public final void writeDeleteSetLength(long length) {
        out.writeVarUint(length);
    }
}
