package dev.collab4j.core.internal.lib0;

import java.math.BigDecimal;
import java.math.MathContext;
import tools.jackson.core.io.NumberOutput;

/** JavaScript's numbers: how a double is held in Java, and how it is printed. */
public final class JsNumber {
    private JsNumber() {}

    /** Returns a Long if the number is whole, within 2^53-1 and not -0, else a Double. */
    public static Number of(double value) {
        long whole = (long) value;
        boolean exact = whole == value && Math.abs(value) <= ByteReader.MAX_SAFE_INTEGER;
        return exact && !isNegativeZero(value) ? (Number) whole : (Number) value;
    }

    /** Whether a JavaScript number can hold this integer. */
    static boolean isExact(long value) {
        return (long) (double) value == value && value != Long.MAX_VALUE;
    }

    /** Whether the number is -0. */
    public static boolean isNegativeZero(double value) {
        return value == 0 && 1 / value < 0;
    }

    /** Prints as {@code String(value)} does in JavaScript: the shortest digits that give the same double. */
    public static String toString(double value) {
        if (value == 0) {
            return "0";
        }
        if (Double.isNaN(value) || Double.isInfinite(value)) {
            return Double.isNaN(value) ? "NaN" : value > 0 ? "Infinity" : "-Infinity";
        }
        return (value < 0 ? "-" : "") + positive(Math.abs(value));
    }

    private static String positive(double value) {
        long whole = (long) value;
        if (whole == value && whole <= ByteReader.MAX_SAFE_INTEGER) {
            return Long.toString(whole);
        }
        BigDecimal shortest = shortest(value);
        String digits = shortest.unscaledValue().toString();
        return layout(digits, digits.length() - shortest.scale());
    }

    /** The printer of Java's rules gives at least two digits ("4.9E-324"), JavaScript one if it is enough (5e-324). */
    private static BigDecimal shortest(double value) {
        BigDecimal decimal = new BigDecimal(NumberOutput.toString(value, true)).stripTrailingZeros();
        if (decimal.precision() == 2) {
            BigDecimal one = decimal.round(new MathContext(1)).stripTrailingZeros();
            return one.doubleValue() == value ? one : decimal;
        }
        return decimal;
    }

    /** Lays out 0.digits * 10^point. */
    private static String layout(String digits, int point) {
        if (point > 21 || point < -5) {
            return exponential(digits, point - 1);
        }
        if (point <= 0) {
            return "0." + "0".repeat(-point) + digits;
        }
        if (point >= digits.length()) {
            return digits + "0".repeat(point - digits.length());
        }
        return digits.substring(0, point) + "." + digits.substring(point);
    }

    private static String exponential(String digits, int exponent) {
        String mantissa = digits.length() == 1 ? digits : digits.charAt(0) + "." + digits.substring(1);
        return mantissa + (exponent < 0 ? "e-" : "e+") + Math.abs(exponent);
    }
}
