package dev.collab4j.load.wire;

import io.netty.buffer.ByteBuf;

/** The numbers and arrays of lib0, read where they came in, without a copy. */
public final class Lib0 {

    private static final int MAX_SHIFT = 56;

    private Lib0() {}

    /**
     * Reads a number of up to 53 bits and moves on behind it.
     *
     * @throws IndexOutOfBoundsException if the buffer ends before the number does
     * @throws IllegalArgumentException if it has more bits
     */
    public static long readVarUint(ByteBuf in) {
        long value = 0;
        for (int shift = 0; shift <= MAX_SHIFT; shift += 7) {
            byte next = in.readByte();
            value |= (long) (next & 0x7f) << shift;
            if (next >= 0) {
                return value;
            }
        }
        throw new IllegalArgumentException("a number of more than 53 bits");
    }

    /** Moves on behind an array or a string, as both begin with their length. */
    public static void skipBytes(ByteBuf in) {
        in.skipBytes(readLength(in));
    }

    /** Reads a length, which an index can hold. */
    public static int readLength(ByteBuf in) {
        return Math.toIntExact(readVarUint(in));
    }
}
