package dev.collab4j.core.internal.lib0;

/** Reads a column of bytes in which those that repeat are counted: lib0's Rle. The last one goes on for ever. */
public final class RleByteReader {
    private static final long FOR_EVER = -1;

    private final ByteReader in;
    private int value;
    private long left;

    public RleByteReader(ByteReader in) {
        this.in = in;
    }

    /** Reads the next byte as 0..255. */
    public int read() {
        if (left == 0) {
            value = in.readUint8();
            left = in.hasRemaining() ? in.readVarUint() + 1 : FOR_EVER;
        }
        if (left != FOR_EVER) {
            left--;
        }
        return value;
    }
}
