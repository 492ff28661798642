package dev.collab4j.core.internal.codec;

import dev.collab4j.core.internal.lib0.ByteWriter;

/** Delete sets of format version 2: each clock as the distance from the end of the range before it. */
public sealed class DeleteSetEncoderV2 extends PlainEncoder permits UpdateEncoderV2 {
    private long clock;

    public DeleteSetEncoderV2(ByteWriter plain) {
        super(plain);
    }

    @Override
    public final void resetDeleteSetClock() {
        clock = 0;
    }

    /** Writes a clock that isn't below the end of the range before it. */
    @Override
    public final void writeDeleteSetClock(long start) {
        plain.writeVarUint(start - clock);
        clock = start;
    }

    @Override
    public final void writeDeleteSetLength(long length) {
        plain.writeVarUint(length - 1);
        clock += length;
    }
}
