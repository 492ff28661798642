package dev.collab4j.core.internal.lib0;

import java.util.Arrays;

/** Writes a column that {@link StringColumnReader} reads. */
public final class StringColumnWriter {
    private final UintOptRleWriter lengths = new UintOptRleWriter();
    private char[] text = new char[16];
    private int size;

    public void write(String string) {
        int length = string.length();
        if (length > text.length - size) {
            text = Arrays.copyOf(text, Math.max(Math.addExact(size, length), text.length * 2));
        }
        string.getChars(0, length, text, size);
        size += length;
        lengths.write(length);
    }

    /** Ends the column. Surrogates that were parted and stand side by side again are a pair. */
    public ByteWriter finish() {
        ByteWriter out = new ByteWriter(size + 16);
        out.writeVarUtf16(text, 0, size);
        out.writeBytes(lengths.finish());
        return out;
    }
}
