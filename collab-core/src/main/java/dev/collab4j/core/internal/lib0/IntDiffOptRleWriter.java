package dev.collab4j.core.internal.lib0;

import dev.collab4j.core.MalformedUpdateException;

/** Writes a column that {@link IntDiffOptRleReader} reads. */
public final class IntDiffOptRleWriter {
    /** A difference is written with one bit more. */
    private static final long MAX_DIFFERENCE = ByteReader.MAX_SAFE_INTEGER >> 1;

    private final ByteWriter out = new ByteWriter(16);
    private long value;
    private long difference;
    private long count;

    /**
     * Writes a clock.
     *
     * @throws MalformedUpdateException if it is 2^52 or more away from the one before, which the format can't say
     */
    public void write(long next) {
        long step = next - value;
        if (step != difference) {
            flush();
            difference = step;
        }
        value = next;
        count++;
    }

    private void flush() {
        if (count > 0) {
            if (Math.abs(difference) > MAX_DIFFERENCE) {
                throw new MalformedUpdateException("Clocks that differ by " + difference + " don't fit version 2");
            }
            out.writeVarInt(difference * 2 + (count > 1 ? 1 : 0));
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
