package dev.collab4j.core.internal.lib0;

/** Writes a column that {@link RleByteReader} reads. */
public final class RleByteWriter {
    private static final int NONE = -1;

    private final ByteWriter out = new ByteWriter(16);
    private int value = NONE;
    private long count;

    /** Writes a byte, 0..255. */
    public void write(int next) {
        if (next != value) {
            if (count > 0) {
                out.writeVarUint(count - 1);
            }
            out.writeUint8(next);
            value = next;
            count = 0;
        }
        count++;
    }

    /** Returns what was written; the count of the last run is left out. */
    public ByteWriter finish() {
        return out;
    }
}
