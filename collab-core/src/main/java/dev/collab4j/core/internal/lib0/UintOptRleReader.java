package dev.collab4j.core.internal.lib0;

/**
 * Reads a column of unsigned integers in which those that repeat are counted: lib0's UintOptRle. A sign, also that of
 * -0, says that a count follows.
 */
public final class UintOptRleReader {
    private final ByteReader in;
    private long value;
    private long left;

    public UintOptRleReader(ByteReader in) {
        this.in = in;
    }

    /** Reads the next integer, 0 to 2^53 - 1. */
    public long read() {
        if (left == 0) {
            value = Math.abs(in.readVarInt());
            left = in.wasNegative() ? in.readVarUint() + 2 : 1;
        }
        left--;
        return value;
    }
}
