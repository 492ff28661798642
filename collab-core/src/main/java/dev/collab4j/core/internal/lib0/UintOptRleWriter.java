package dev.collab4j.core.internal.lib0;

/** Writes a column that {@link UintOptRleReader} reads. */
public final class UintOptRleWriter {
    private final ByteWriter out = new ByteWriter(16);
    private long value;
    private long count;

    /** Writes an integer, 0 to 2^53 - 1. */
    public void write(long next) {
        if (next != value) {
            flush();
            value = next;
        }
        count++;
    }

    private void flush() {
        if (count > 0) {
            out.writeVarInt(value, count > 1);
        }
        if (count > 1) {
            out.writeVarUint(count - 2);
        }
        count = 0;
    }

    /** Ends the column and returns what was written. */
    public ByteWriter finish() {
        flush();
        return out;
    }
}
