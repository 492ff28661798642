package dev.collab4j.core.internal.codec;

import dev.collab4j.core.internal.lib0.ByteReader;

/** Delete sets of format version 2: each clock as the distance from the end of the range before it. */
public sealed class DeleteSetDecoderV2 extends PlainDecoder permits UpdateDecoderV2 {
    private long clock;

    public DeleteSetDecoderV2(ByteReader in) {
        super(in);
    }

    @Override
    public final void resetDeleteSetClock() {
        clock = 0;
    }

    @Override
    public final long readDeleteSetClock() {
        clock = checked(clock + in.readVarUint());
        return clock;
    }

    @Override
    public final long readDeleteSetLength() {
        long length = in.readVarUint() + 1;
        clock = checked(clock + length);
        return length;
    }

    private long checked(long end) {
        if (end > ByteReader.MAX_SAFE_INTEGER) {
            throw in.malformed("Deleted clock " + end + " is above 2^53-1");
        }
        return end;
    }
}
