package dev.collab4j.core.internal.lib0;

import dev.collab4j.core.Undefined;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/**
 * lib0's {@code any}: the values in lists, maps and attributes of update v2.
 *
 * <p>Read back are {@link Undefined#INSTANCE}, null, Boolean, Long (whole numbers within 2^53-1 except -0), Double,
 * BigInteger, String, {@code byte[]}, ArrayList, and LinkedHashMap in JavaScript's order of keys. As in Yjs, a key
 * {@code __proto__} vanishes on reading. What is written depends on the number only, not on its class: 5.0 as 5.
 */
public final class AnyCodec {
    /** How deep lists and maps may be nested. */
    public static final int MAX_DEPTH = 20_000;

    static final String PROTO = "__proto__";

    static final int UNDEFINED = 127;
    static final int NULL = 126;
    static final int INTEGER = 125;
    static final int FLOAT32 = 124;
    static final int FLOAT64 = 123;
    static final int BIGINT = 122;
    static final int FALSE = 121;
    static final int TRUE = 120;
    static final int STRING = 119;
    static final int OBJECT = 118;
    static final int ARRAY = 117;
    static final int BYTES = 116;

    private AnyCodec() {}

    /** Reads one value. */
    public static @Nullable Object read(ByteReader in) {
        int tag = in.peekUint8();
        if (tag == OBJECT || tag == ARRAY) {
            return new AnyReader(in).read();
        }
        return readScalar(in.readUint8(), in);
    }

    static @Nullable Object readScalar(int tag, ByteReader in) {
        return switch (tag) {
            case UNDEFINED -> Undefined.INSTANCE;
            case NULL -> null;
            case INTEGER -> readInteger(in);
            case FLOAT32 -> JsNumber.of(in.readFloat32());
            case FLOAT64 -> JsNumber.of(in.readFloat64());
            case BIGINT -> BigInteger.valueOf(in.readBigInt64());
            case FALSE -> false;
            case TRUE -> true;
            case STRING -> in.readVarString();
            case BYTES -> in.readVarBytes();
            default -> throw ByteReader.malformedAt(in.position() - 1, "Unknown tag " + tag + " of a value");
        };
    }

    private static Number readInteger(ByteReader in) {
        long value = in.readVarInt();
        return value == 0 && in.wasNegative() ? (Number) (-0.0) : (Number) value;
    }

    /**
     * Writes one value.
     *
     * @throws IllegalArgumentException if something in it isn't one of the classes that can be written; the message
     *     names its path and class. What was written before it stays in {@code out}.
     */
    public static void write(ByteWriter out, @Nullable Object value) {
        if (!writeScalar(out, value)) {
            new AnyWriter(out).write(value);
        }
    }

    /** Writes everything but lists, maps and what can't be written. */
    static boolean writeScalar(ByteWriter out, @Nullable Object value) {
        if (value instanceof String text) {
            out.writeUint8(STRING);
            out.writeVarString(text);
        } else if (value instanceof Number number) {
            return writeNumber(out, number);
        } else if (value instanceof byte[] bytes) {
            out.writeUint8(BYTES);
            out.writeVarBytes(bytes);
        } else {
            return writeConstant(out, value);
        }
        return true;
    }

    private static boolean writeConstant(ByteWriter out, @Nullable Object value) {
        int tag = value == null
                ? NULL
                : value == Undefined.INSTANCE ? UNDEFINED : value instanceof Boolean b ? (b ? TRUE : FALSE) : -1;
        if (tag >= 0) {
            out.writeUint8(tag);
        }
        return tag >= 0;
    }

    private static boolean writeNumber(ByteWriter out, Number number) {
        if (number instanceof BigInteger big) {
            if (big.bitLength() > 63) {
                return false;
            }
            out.writeUint8(BIGINT);
            out.writeBigInt64(big.longValue());
        } else if (isWhole(number)) {
            return writeWhole(out, number.longValue());
        } else if (number instanceof Double || number instanceof Float) {
            writeDouble(out, number.doubleValue());
        } else {
            return false;
        }
        return true;
    }

    /** Whether the class is one of the fixed-size whole numbers. */
    static boolean isWhole(Number number) {
        return number instanceof Long || number instanceof Integer || number instanceof Short || number instanceof Byte;
    }

    private static boolean writeWhole(ByteWriter out, long value) {
        if (Math.abs(value) > Integer.MAX_VALUE || value == Long.MIN_VALUE) {
            if (!JsNumber.isExact(value)) {
                return false;
            }
            writeDouble(out, (double) value);
        } else {
            writeInteger(out, Math.abs(value), value < 0);
        }
        return true;
    }

    private static void writeInteger(ByteWriter out, long magnitude, boolean negative) {
        out.writeUint8(INTEGER);
        out.writeVarInt(magnitude, negative);
    }

    private static void writeDouble(ByteWriter out, double value) {
        double magnitude = Math.abs(value);
        if (magnitude <= Integer.MAX_VALUE && magnitude == Math.rint(magnitude)) {
            writeInteger(out, (long) magnitude, value < 0 || JsNumber.isNegativeZero(value));
        } else if ((float) value == value) {
            out.writeUint8(FLOAT32);
            out.writeFloat32((float) value);
        } else {
            out.writeUint8(FLOAT64);
            out.writeFloat64(value);
        }
    }
}
