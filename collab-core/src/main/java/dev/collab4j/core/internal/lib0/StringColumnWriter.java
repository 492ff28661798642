package dev.collab4j.core.internal.lib0;

/** Writes a column that {@link StringColumnReader} reads. */
public final class StringColumnWriter {
    private final StringBuilder text = new StringBuilder();
    private final UintOptRleWriter lengths = new UintOptRleWriter();

    public void write(String string) {
        text.append(string);
        lengths.write(string.length());
    }

    /** Ends the column. Surrogates that were parted and stand side by side again are a pair. */
    public ByteWriter finish() {
        ByteWriter out = new ByteWriter(text.length() + 16);
        out.writeVarString(text.toString());
        out.writeBytes(lengths.finish());
        return out;
    }
}
