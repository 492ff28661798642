package dev.collab4j.core.internal.lib0;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class JsNumberTest {
    @Test
    void printsLikeJavaScript() {
        for (String[] row : Vectors.columns("numbers.txt", " ")) {
            double value = Double.longBitsToDouble(Long.parseUnsignedLong(row[0], 16));
            assertThat(JsNumber.toString(value)).isEqualTo(row[1]);
        }
    }

    /** Sixty blocks of 1,000 random numbers; the vectors hold the checksum of what JavaScript prints. */
    @Test
    void printsRandomNumbersLikeJavaScript() throws NoSuchAlgorithmException {
        for (String[] row : Vectors.columns("number-blocks.txt", " ")) {
            MessageDigest sum = MessageDigest.getInstance("SHA-256");
            long state = Long.parseUnsignedLong(row[1], 16);
            for (int i = 0; i < 1000; i++) {
                state = next(state);
                sum.update((JsNumber.toString(number(row[0], state)) + "\n").getBytes(UTF_8));
            }
            assertThat(Vectors.hex(sum.digest())).as(row[0]).isEqualTo(row[2]);
        }
    }

    private static long next(long state) {
        long x = state ^ state << 13;
        x ^= x >>> 7;
        return x ^ x << 17;
    }

    private static double number(String kind, long bits) {
        return switch (kind) {
            case "bits" -> Double.longBitsToDouble(bits);
            case "decimal" -> (bits >>> 40) / 1000.0;
            case "whole" -> unsigned(bits);
            case "tiny" -> Double.longBitsToDouble(bits >>> 14);
            case "float" -> (float) ((bits >>> 11) / (double) (1L << 33));
            default -> throw new IllegalArgumentException(kind);
        };
    }

    private static double unsigned(long bits) {
        return new java.math.BigDecimal(Long.toUnsignedString(bits)).doubleValue();
    }

    @Property
    void shortestTextGivesTheSameNumber(@ForAll double value) {
        assertThat(Double.parseDouble(JsNumber.toString(value))).isEqualTo(value + 0.0);
    }

    @Test
    void wholeNumbersAreLongs() {
        assertThat(JsNumber.of(5.0)).isEqualTo(5L);
        assertThat(JsNumber.of(0.0)).isEqualTo(0L);
        assertThat(JsNumber.of(-0.0)).isEqualTo(-0.0);
        assertThat(JsNumber.of(0x1p53)).isEqualTo(0x1p53);
        assertThat(JsNumber.of(-0x1p53 + 1)).isEqualTo(-ByteReader.MAX_SAFE_INTEGER);
        assertThat(JsNumber.of(0x1p63)).isEqualTo(0x1p63);
        assertThat(JsNumber.of(-0x1p63)).isEqualTo(-0x1p63);
        assertThat(JsNumber.of(Double.NaN)).isEqualTo(Double.NaN);
        assertThat(JsNumber.of(Double.NEGATIVE_INFINITY)).isEqualTo(Double.NEGATIVE_INFINITY);
    }
}
