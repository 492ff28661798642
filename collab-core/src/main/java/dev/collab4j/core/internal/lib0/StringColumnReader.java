package dev.collab4j.core.internal.lib0;

/** Reads a column of strings: all of them in one, then their lengths in UTF-16 units. */
public final class StringColumnReader {
    private final ByteReader in;
    private final String text;
    private final UintOptRleReader lengths;
    private int position;

    public StringColumnReader(ByteReader in) {
        this.in = in;
        this.text = in.readVarString();
        this.lengths = new UintOptRleReader(in);
    }

    /** Reads the next string; a pair of surrogates may be cut in two. */
    public String read() {
        long length = lengths.read();
        if (length > remaining()) {
            throw in.malformed("A string of " + length + " characters, with " + remaining() + " left");
        }
        int start = position;
        position += (int) length;
        return text.substring(start, position);
    }

    /** Returns how many UTF-16 units are left. */
    public int remaining() {
        return text.length() - position;
    }
}
