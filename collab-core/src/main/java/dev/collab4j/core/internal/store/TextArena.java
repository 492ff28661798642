package dev.collab4j.core.internal.store;

import dev.collab4j.core.internal.lib0.ByteWriter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * All text of one client, in clock order, so that joining two runs moves no character. One byte a character until the
 * first one above U+00FF arrives. Positions and lengths are UTF-16 units.
 */
public final class TextArena {
    private static final byte[] NO_BYTES = {};
    private static final int DEAD_PER_STRUCT = 4;

    private byte @Nullable [] latin1 = NO_BYTES;
    private char[] utf16 = {};
    private boolean ascii = true;
    private int size;
    private int dead;

    /** Appends {@code text} and returns where it begins. */
    public int append(String text) {
        int at = size;
        int end = Math.addExact(at, text.length());
        reserve(end);
        if (latin1 != null && !appendLatin1(latin1, text)) {
            widen();
        }
        if (latin1 == null) {
            text.getChars(0, text.length(), utf16, at);
        }
        size = end;
        return at;
    }

    public char charAt(int at) {
        return latin1 != null ? (char) (latin1[at] & 0xFF) : utf16[at];
    }

    public String substring(int at, int length) {
        return latin1 != null
                ? new String(latin1, at, length, StandardCharsets.ISO_8859_1)
                : new String(utf16, at, length);
    }

    public void appendTo(StringBuilder out, int at, int length) {
        if (latin1 != null) {
            out.append(substring(at, length));
        } else {
            out.append(utf16, at, length);
        }
    }

    /** Writes a run as a lib0 string: length in bytes, then UTF-8. */
    public void write(ByteWriter out, int at, int length) {
        if (latin1 != null) {
            out.writeVarLatin1(latin1, at, length, ascii);
        } else {
            out.writeVarUtf16(utf16, at, length);
        }
    }

    /** Whether there was a character above U+00FF. */
    boolean isWide() {
        return latin1 == null;
    }

    /** Whether a cut before {@code at} would leave half a surrogate pair on each side. */
    public boolean isHighSurrogate(int at) {
        return isWide() && Character.isHighSurrogate(utf16[at]);
    }

    /** Puts U+FFFD at {@code at}; the arena holds wide characters, as the one replaced is a surrogate. */
    void replaceWithReplacementCharacter(int at) {
        utf16[at] = '\uFFFD';
    }

    public void release(int length) {
        dead += length;
    }

    /**
     * More than half and more than 4 KB of this arena are text that nothing refers to, and that is much beside the
     * structs, all of which a compaction looks at: each takes more than ten times as much memory as its share.
     */
    boolean wantsCompaction(int structs) {
        return dead > 4096 && dead > size / 2 && dead / DEAD_PER_STRUCT > structs;
    }

    /** Starts a compaction: the runs that live are then given to {@link #keep} in clock order. */
    void beginCompaction() {
        size = 0;
        dead = 0;
    }

    /** Moves a run to the front, during a compaction, and returns where it is now. */
    int keep(int at, int length) {
        int to = size;
        System.arraycopy(latin1 != null ? latin1 : utf16, at, latin1 != null ? latin1 : utf16, to, length);
        size += length;
        return to;
    }

    void endCompaction() {
        if (latin1 != null) {
            latin1 = Arrays.copyOf(latin1, size);
        } else {
            utf16 = Arrays.copyOf(utf16, size);
        }
    }

    private boolean appendLatin1(byte[] bytes, String text) {
        int at = size;
        int length = text.length();
        int all = 0;
        for (int i = 0; i < length; i++) {
            char c = text.charAt(i);
            all |= c;
            bytes[at + i] = (byte) c;
        }
        ascii &= all < 0x80;
        return all <= 0xFF;
    }

    private void widen() {
        byte[] narrow = latin1 == null ? NO_BYTES : latin1;
        utf16 = new char[narrow.length];
        for (int i = 0; i < size; i++) {
            utf16[i] = (char) (narrow[i] & 0xFF);
        }
        latin1 = null;
        ascii = false;
    }

    private void reserve(int capacity) {
        int have = latin1 != null ? latin1.length : utf16.length;
        if (have >= capacity) {
            return;
        }
        int wanted = size == 0 ? capacity : (int) Math.min(Integer.MAX_VALUE - 8, Math.max(capacity, size * 3L / 2));
        if (latin1 != null) {
            latin1 = Arrays.copyOf(latin1, wanted);
        } else {
            utf16 = Arrays.copyOf(utf16, wanted);
        }
    }
}
