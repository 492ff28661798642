package dev.collab4j.core.internal.lib0;

import java.util.Arrays;

/** Writes lib0's primitives into a byte array that grows. Not thread-safe; can be used again after {@link #reset}. */
public final class ByteWriter {
    /** Some VMs can't allocate arrays of the very last sizes. */
    private static final int MAX_SIZE = Integer.MAX_VALUE - 8;

    private byte[] bytes;
    private int size;

    /** Starts with room for 64 bytes. */
    public ByteWriter() {
        this(64);
    }

    /** Starts with room for so many bytes. */
    public ByteWriter(int capacity) {
        bytes = new byte[capacity];
    }

    /** Returns how many bytes have been written. */
    public int size() {
        return size;
    }

    /** Forgets everything written and keeps the memory. */
    public void reset() {
        size = 0;
    }

    /** Returns what has been written, as a new array. */
    public byte[] toByteArray() {
        return Arrays.copyOf(bytes, size);
    }

    private void ensure(long extra) {
        if (extra > bytes.length - size) {
            grow(extra);
        }
    }

    private void grow(long extra) {
        long needed = size + extra;
        if (needed > MAX_SIZE) {
            throw new IllegalStateException("The encoded form has more than 2 GiB: " + needed + " bytes");
        }
        bytes = Arrays.copyOf(bytes, (int) Math.min(MAX_SIZE, Math.max(needed, bytes.length * 2L)));
    }

    /** Writes the low eight bits. */
    public void writeUint8(int value) {
        ensure(1);
        bytes[size++] = (byte) value;
    }

    /** Writes an unsigned integer, 0 to 2^53-1. */
    public void writeVarUint(long value) {
        if (value < 0 || value > ByteReader.MAX_SAFE_INTEGER) {
            throw new IllegalArgumentException("Not within 0..2^53-1: " + value);
        }
        ensure(8);
        writeGroups(value);
    }

    private void writeGroups(long value) {
        long rest = value;
        while (rest > 0x7F) {
            bytes[size++] = (byte) (0x80 | (rest & 0x7F));
            rest >>>= 7;
        }
        bytes[size++] = (byte) rest;
    }

    /** Writes a signed integer, -(2^53-1) to 2^53-1. */
    public void writeVarInt(long value) {
        writeVarInt(Math.abs(value), value < 0);
    }

    /** Writes a signed integer from its magnitude, 0 to 2^53-1, and its sign: -0 isn't 0 on the wire. */
    public void writeVarInt(long magnitude, boolean negative) {
        if (magnitude < 0 || magnitude > ByteReader.MAX_SAFE_INTEGER) {
            throw new IllegalArgumentException("Not within 0..2^53-1: " + magnitude);
        }
        ensure(8);
        long rest = magnitude >>> 6;
        bytes[size++] = (byte) ((rest > 0 ? 0x80 : 0) | (negative ? 0x40 : 0) | (magnitude & 0x3F));
        if (rest > 0) {
            writeGroups(rest);
        }
    }

    /** Writes a string with its length in bytes before it. */
    public void writeVarString(String text) {
        long length = Utf8.encodedLength(text);
        writeVarUint(length);
        ensure(length);
        if (length == text.length()) {
            writeAscii(text);
        } else {
            size = Utf8.encode(text.toCharArray(), 0, text.length(), bytes, size);
        }
    }

    /** The one method of the JDK that copies ASCII out of a string without allocating is deprecated for other text. */
    @SuppressWarnings("deprecation")
    private void writeAscii(String ascii) {
        ascii.getBytes(0, ascii.length(), bytes, size);
        size += ascii.length();
    }

    /** Writes {@code length} characters of ISO 8859-1 as a string; {@code ascii} promises that all are below 0x80. */
    public void writeVarLatin1(byte[] latin1, int offset, int length, boolean ascii) {
        if (ascii) {
            writeVarBytes(latin1, offset, length);
            return;
        }
        long encoded = Utf8.encodedLengthOfLatin1(latin1, offset, offset + length);
        writeVarUint(encoded);
        ensure(encoded);
        size = Utf8.encodeLatin1(latin1, offset, offset + length, bytes, size);
    }

    /** Writes {@code length} UTF-16 units as a string. */
    public void writeVarUtf16(char[] chars, int offset, int length) {
        long encoded = Utf8.encodedLength(chars, offset, offset + length);
        writeVarUint(encoded);
        ensure(encoded);
        size = Utf8.encode(chars, offset, offset + length, bytes, size);
    }

    /** Writes bytes with their number before them. */
    public void writeVarBytes(byte[] source) {
        writeVarBytes(source, 0, source.length);
    }

    /** Writes a range of bytes with their number before them. */
    public void writeVarBytes(byte[] source, int offset, int length) {
        writeVarUint(length);
        writeBytes(source, offset, length);
    }

    /** Writes what another writer holds, with its length before it. */
    public void writeVarBytes(ByteWriter other) {
        writeVarBytes(other.bytes, 0, other.size);
    }

    /** Writes bytes as they are. */
    public void writeBytes(byte[] source) {
        writeBytes(source, 0, source.length);
    }

    /** Writes a range of bytes as they are. */
    public void writeBytes(byte[] source, int offset, int length) {
        ensure(length);
        System.arraycopy(source, offset, bytes, size, length);
        size += length;
    }

    /** Writes what another writer holds. */
    public void writeBytes(ByteWriter other) {
        writeBytes(other.bytes, 0, other.size);
    }

    /** Writes a float, big endian. */
    public void writeFloat32(float value) {
        writeBigEndian(Float.floatToRawIntBits(value), 4);
    }

    /** Writes a double, big endian. The bits of a NaN are kept, as V8 keeps them. */
    public void writeFloat64(double value) {
        writeBigEndian(Double.doubleToRawLongBits(value), 8);
    }

    /** Writes a signed integer of 64 bits, big endian. */
    public void writeBigInt64(long value) {
        writeBigEndian(value, 8);
    }

    private void writeBigEndian(long value, int width) {
        ensure(width);
        for (int shift = width * 8 - 8; shift >= 0; shift -= 8) {
            bytes[size++] = (byte) (value >>> shift);
        }
    }
}
