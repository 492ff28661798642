package dev.collab4j.core.internal.lib0;

/**
 * Reads a column of clocks written as differences, of which those that repeat are counted: lib0's IntDiffOptRle. The
 * lowest bit of a difference says that a count follows.
 */
public final class IntDiffOptRleReader {
    private final ByteReader in;
    private long value;
    private long difference;
    private long left;

    public IntDiffOptRleReader(ByteReader in) {
        this.in = in;
    }

    /** Reads the next clock, 0 to 2^53 - 1. */
    public long read() {
        if (left == 0) {
            long read = in.readVarInt();
            difference = read >> 1;
            left = (read & 1) == 0 ? 1 : in.readVarUint() + 2;
        }
        left--;
        value += difference;
        if (value < 0 || value > ByteReader.MAX_SAFE_INTEGER) {
            throw in.malformed("Clock " + value + " isn't within 0..2^53-1");
        }
        return value;
    }
}
