package dev.collab4j.core.internal.codec;

import dev.collab4j.core.internal.lib0.ByteWriter;

/** Delete sets of format version 1: clocks and lengths as they are. */
public sealed class DeleteSetEncoderV1 extends PlainEncoder permits UpdateEncoderV1 {
    public DeleteSetEncoderV1(ByteWriter plain) {
        super(plain);
    }

    @Override
    public final void resetDeleteSetClock() {
        // Version 1 writes clocks as they are, not as differences.
    }

    @Override
    public final void writeDeleteSetClock(long clock) {
        plain.writeVarUint(clock);
    }

    @Override
    public final void writeDeleteSetLength(long length) {
        plain.writeVarUint(length);
    }
}
