package dev.collab4j.core.internal.lib0;

import dev.collab4j.core.MalformedUpdateException;
import java.util.Arrays;

/**
 * Reads lib0's primitives from a range of a byte array, without copying it. Every length is checked against what is
 * left before anything is allocated; whatever doesn't fit is a {@link MalformedUpdateException} with the offset in the
 * array. Not thread-safe.
 */
public final class ByteReader {
    /** JavaScript's {@code Number.MAX_SAFE_INTEGER}: the largest integer on the wire. */
    public static final long MAX_SAFE_INTEGER = (1L << 53) - 1;

    /** 53 bits need eight bytes of seven; lib0 also takes padding beyond, which no encoder writes. */
    private static final int MAX_VARINT_BYTES = 8;

    private final byte[] bytes;
    private final int end;
    private int position;
    private boolean negative;

    /** Reads the whole array. */
    public ByteReader(byte[] bytes) {
        this(bytes, 0, bytes.length);
    }

    /** Reads from index {@code start} up to, not including, {@code end}. */
    public ByteReader(byte[] bytes, int start, int end) {
        if (start < 0 || end < start || end > bytes.length) {
            throw new IndexOutOfBoundsException("range " + start + ".." + end + " of " + bytes.length + " bytes");
        }
        this.bytes = bytes;
        this.position = start;
        this.end = end;
    }

    /** Returns the index in the array of the byte that is read next. */
    public int position() {
        return position;
    }

    /** Returns how many bytes are left. */
    public int remaining() {
        return end - position;
    }

    /** Whether at least one byte is left. */
    public boolean hasRemaining() {
        return position < end;
    }

    /** Returns the array itself, for callers that keep offsets instead of copies. */
    public byte[] array() {
        return bytes;
    }

    /** Returns an exception to throw for what has just been read. */
    public MalformedUpdateException malformed(String what) {
        return malformedAt(position, what);
    }

    /** Returns an exception to throw for what stands at an index of the array. */
    public static MalformedUpdateException malformedAt(int index, String what) {
        return new MalformedUpdateException(what + " at byte " + index);
    }

    /** Reads a byte as 0..255. */
    public int readUint8() {
        if (position >= end) {
            throw malformed("Unexpected end of input");
        }
        return bytes[position++] & 0xFF;
    }

    /** Returns the next byte as 0..255 without moving on. */
    public int peekUint8() {
        int value = readUint8();
        position--;
        return value;
    }

    /** Reads an unsigned integer of up to 53 bits. */
    public long readVarUint() {
        if (position < end && bytes[position] >= 0) {
            return bytes[position++];
        }
        int start = position;
        return readTail(start, 0, 0, start);
    }

    /** Reads the groups of seven bits that continue {@code value} from bit {@code shift} on. */
    private long readTail(int start, long value, int shift, int first) {
        long result = value;
        int bits = shift;
        int b;
        do {
            if (position - start == MAX_VARINT_BYTES) {
                throw malformedAt(first, "Integer of more than 8 bytes");
            }
            b = readUint8();
            result |= (long) (b & 0x7F) << bits;
            bits += 7;
        } while (b >= 0x80);
        if (result > MAX_SAFE_INTEGER) {
            throw malformedAt(first, "Integer above 2^53-1");
        }
        return result;
    }

    /** Reads a signed integer of up to 53 bits and a sign; {@link #wasNegative} tells -0 from 0 afterwards. */
    public long readVarInt() {
        int start = position;
        int b = readUint8();
        long magnitude = b & 0x3F;
        if (b >= 0x80) {
            magnitude = readTail(start, magnitude, 6, start);
        }
        negative = (b & 0x40) != 0;
        return negative ? -magnitude : magnitude;
    }

    /** Whether the last {@link #readVarInt} had its sign set, -0 included. */
    public boolean wasNegative() {
        return negative;
    }

    /** Reads an unsigned integer that must be at most {@code max}; {@code what} names it in the error. */
    public int readVarUintUpTo(int max, String what) {
        int start = position;
        long value = readVarUint();
        if (value > max) {
            throw malformedAt(start, what + " " + value + " is above " + max);
        }
        return (int) value;
    }

    /** Reads a length in bytes and checks that so many are left. */
    public int readLength() {
        return readCount(1);
    }

    /** Reads the number of things that follow, of which each takes at least {@code minBytesEach} (1 or more) bytes. */
    public int readCount(int minBytesEach) {
        int start = position;
        long count = readVarUint();
        if (count > remaining() / minBytesEach) {
            throw malformedAt(start, "Length " + count + " goes past the end of input");
        }
        return (int) count;
    }

    /** Reads a string with its length in bytes before it. */
    public String readVarString() {
        int length = readLength();
        int start = position;
        String text = Utf8.decode(bytes, start, start + length);
        if (Utf8.mayBeRepaired(text)) {
            checkUtf8(start, start + length);
        }
        position += length;
        return text;
    }

    /** Skips a string, after checking it like {@link #readVarString}, and returns its number of UTF-16 units. */
    public int skipVarString() {
        int length = readLength();
        int start = position;
        checkUtf8(start, start + length);
        position += length;
        return Utf8.utf16Length(bytes, start, position);
    }

    private void checkUtf8(int from, int to) {
        int bad = Utf8.malformedIndex(bytes, from, to);
        if (bad >= 0) {
            throw malformedAt(bad, "Malformed UTF-8");
        }
    }

    /** Reads bytes with their length before them, into a new array. */
    public byte[] readVarBytes() {
        return readBytes(readLength());
    }

    /** Skips bytes with their length before them. */
    public void skipVarBytes() {
        skip(readLength());
    }

    /** Returns a reader of the bytes that follow with their length before them, and skips them here. */
    public ByteReader readVarSlice() {
        int length = readLength();
        position += length;
        return new ByteReader(bytes, position - length, position);
    }

    /** Reads so many bytes into a new array. */
    public byte[] readBytes(int length) {
        skip(length);
        return Arrays.copyOfRange(bytes, position - length, position);
    }

    /** Moves on by so many bytes. */
    public void skip(int length) {
        if (length < 0 || length > remaining()) {
            throw malformed("Unexpected end of input (" + length + " bytes wanted)");
        }
        position += length;
    }

    /** Reads a big-endian float. */
    public float readFloat32() {
        return Float.intBitsToFloat((int) readBigEndian(4));
    }

    /** Reads a big-endian double. */
    public double readFloat64() {
        return Double.longBitsToDouble(readBigEndian(8));
    }

    /** Reads a big-endian signed integer of 64 bits. */
    public long readBigInt64() {
        return readBigEndian(8);
    }

    private long readBigEndian(int size) {
        skip(size);
        long value = 0;
        for (int i = position - size; i < position; i++) {
            value = value << 8 | (bytes[i] & 0xFF);
        }
        return value;
    }
}
