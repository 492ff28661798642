package dev.collab4j.core.internal.lib0;

import java.nio.charset.StandardCharsets;

/**
 * UTF-8 as browsers do it. Reading is strict (a document must never be "repaired" differently on two sides) and keeps a
 * byte order mark; writing turns a lone surrogate into U+FFFD. Java's own methods repair bad input and write '?'.
 */
public final class Utf8 {
    private Utf8() {}

    /** Returns the index of the first byte that isn't well-formed UTF-8, or -1. */
    public static int malformedIndex(byte[] bytes, int start, int end) {
        int i = start;
        while (i < end) {
            int size = bytes[i] >= 0 ? 1 : sequenceSize(bytes, i, end);
            if (size == 0) {
                return i;
            }
            i += size;
        }
        return -1;
    }

    /** Returns the size of the multi-byte sequence at {@code i}, or 0 if it is malformed or cut off. */
    private static int sequenceSize(byte[] bytes, int i, int end) {
        int lead = bytes[i] & 0xFF;
        if (lead >= 0xC2 && lead <= 0xDF) {
            return continues(bytes, i + 1, end, 1) ? 2 : 0;
        }
        if (lead >= 0xE0 && lead <= 0xEF) {
            return continues(bytes, i + 1, end, 2) && threeByteRange(lead, bytes[i + 1] & 0xFF) ? 3 : 0;
        }
        if (lead >= 0xF0 && lead <= 0xF4) {
            return continues(bytes, i + 1, end, 3) && fourByteRange(lead, bytes[i + 1] & 0xFF) ? 4 : 0;
        }
        return 0;
    }

    private static boolean continues(byte[] bytes, int from, int end, int count) {
        if (end - from < count) {
            return false;
        }
        for (int i = from; i < from + count; i++) {
            if ((bytes[i] & 0xC0) != 0x80) {
                return false;
            }
        }
        return true;
    }

    /** Neither overlong (E0 80..9F) nor a surrogate (ED A0..BF). */
    private static boolean threeByteRange(int lead, int second) {
        return (lead != 0xE0 || second >= 0xA0) && (lead != 0xED || second < 0xA0);
    }

    /** Neither overlong (F0 80..8F) nor above U+10FFFF (F4 90..). */
    private static boolean fourByteRange(int lead, int second) {
        return (lead != 0xF0 || second >= 0x90) && (lead != 0xF4 || second < 0x90);
    }

    /** Whether all bytes are below 0x80. */
    public static boolean isAscii(byte[] bytes, int start, int end) {
        for (int i = start; i < end; i++) {
            if (bytes[i] < 0) {
                return false;
            }
        }
        return true;
    }

    /** Returns the number of UTF-16 units of well-formed UTF-8. */
    public static int utf16Length(byte[] wellFormed, int start, int end) {
        int units = 0;
        for (int i = start; i < end; i++) {
            int b = wellFormed[i] & 0xFF;
            units += (b & 0xC0) == 0x80 ? 0 : b >= 0xF0 ? 2 : 1;
        }
        return units;
    }

    /** Decodes bytes; see {@link #mayBeRepaired}. */
    public static String decode(byte[] bytes, int start, int end) {
        return new String(bytes, start, end - start, StandardCharsets.UTF_8);
    }

    /** Whether Java may have put U+FFFD for what isn't well-formed: found sooner than by looking at the bytes. */
    public static boolean mayBeRepaired(String decoded) {
        return decoded.indexOf('\uFFFD') >= 0;
    }

    /** Returns how many bytes the UTF-16 units take. */
    public static long encodedLength(char[] chars, int start, int end) {
        long length = 0;
        for (int i = start; i < end; i++) {
            char c = chars[i];
            if (c < 0x80) {
                length++;
            } else if (c < 0x800) {
                length += 2;
            } else if (isPair(chars, i, end)) {
                length += 4;
                i++;
            } else {
                length += 3;
            }
        }
        return length;
    }

    /** Returns how many bytes the string takes. */
    public static long encodedLength(String text) {
        long length = 0;
        int end = text.length();
        for (int i = 0; i < end; i++) {
            char c = text.charAt(i);
            if (c < 0x80) {
                length++;
            } else if (c < 0x800) {
                length += 2;
            } else if (Character.isHighSurrogate(c) && i + 1 < end && Character.isLowSurrogate(text.charAt(i + 1))) {
                length += 4;
                i++;
            } else {
                length += 3;
            }
        }
        return length;
    }

    /** Returns how many bytes characters of ISO 8859-1 take. */
    public static long encodedLengthOfLatin1(byte[] latin1, int start, int end) {
        long length = (long) end - start;
        for (int i = start; i < end; i++) {
            length += (latin1[i] >>> 7) & 1;
        }
        return length;
    }

    /** Encodes UTF-16 units to {@code out} at {@code at}, which has room, and returns the index after them. */
    static int encode(char[] chars, int start, int end, byte[] out, int at) {
        int to = at;
        for (int i = start; i < end; i++) {
            char c = chars[i];
            if (c < 0x80) {
                out[to++] = (byte) c;
            } else if (isPair(chars, i, end)) {
                to = encodeSupplementary(Character.toCodePoint(c, chars[++i]), out, to);
            } else {
                to = encodeBasic(Character.isSurrogate(c) ? '\uFFFD' : c, out, to);
            }
        }
        return to;
    }

    private static boolean isPair(char[] chars, int i, int end) {
        return Character.isHighSurrogate(chars[i]) && i + 1 < end && Character.isLowSurrogate(chars[i + 1]);
    }

    private static int encodeBasic(char c, byte[] out, int at) {
        int to = at;
        if (c < 0x800) {
            out[to++] = (byte) (0xC0 | (c >> 6));
        } else {
            out[to++] = (byte) (0xE0 | (c >> 12));
            out[to++] = (byte) (0x80 | (c >> 6 & 0x3F));
        }
        out[to++] = (byte) (0x80 | (c & 0x3F));
        return to;
    }

    private static int encodeSupplementary(int codePoint, byte[] out, int at) {
        out[at] = (byte) (0xF0 | (codePoint >> 18));
        out[at + 1] = (byte) (0x80 | (codePoint >> 12 & 0x3F));
        out[at + 2] = (byte) (0x80 | (codePoint >> 6 & 0x3F));
        out[at + 3] = (byte) (0x80 | (codePoint & 0x3F));
        return at + 4;
    }

    /** Encodes characters of ISO 8859-1 to {@code out} at {@code at}, which has room, and returns the index after. */
    static int encodeLatin1(byte[] latin1, int start, int end, byte[] out, int at) {
        int to = at;
        for (int i = start; i < end; i++) {
            byte b = latin1[i];
            if (b >= 0) {
                out[to++] = b;
            } else {
                out[to++] = (byte) (0xC0 | ((b & 0xFF) >> 6));
                out[to++] = (byte) (0x80 | (b & 0x3F));
            }
        }
        return to;
    }
}
