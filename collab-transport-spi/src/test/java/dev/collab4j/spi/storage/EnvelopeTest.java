package dev.collab4j.spi.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.collab4j.spi.storage.StorageException.Kind;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class EnvelopeTest {

    /** What the first release wrote; every later one has to read it. */
    private static final byte[] GOLDEN = HexFormat.of().parseHex("43344a01" + "0f4cb69e" + "68656c6c6f");

    private static final byte[] HELLO = "hello".getBytes(StandardCharsets.US_ASCII);

    @Test
    void writesTheGoldenBytes() {
        assertThat(Envelope.wrap(HELLO)).isEqualTo(GOLDEN);
    }

    @Test
    void readsTheGoldenBytes() {
        assertThat(Envelope.unwrap(GOLDEN, "d")).isEqualTo(HELLO);
    }

    @Test
    void wrapsAPartOfAnArray() {
        byte[] source = "xhelloy".getBytes(StandardCharsets.US_ASCII);
        assertThat(Envelope.wrap(source, 1, 5)).isEqualTo(GOLDEN);
    }

    @Test
    void anEmptyPayloadIsAPayload() {
        assertThat(Envelope.unwrap(Envelope.wrap(new byte[0]), null)).isEmpty();
    }

    @Test
    void everyFlippedBitAndEveryTruncationIsFound() {
        for (int bit = 0; bit < GOLDEN.length * 8; bit++) {
            byte[] damaged = GOLDEN.clone();
            damaged[bit / 8] ^= (byte) (1 << bit % 8);
            assertCorrupt(damaged);
        }
        for (int length = 0; length < GOLDEN.length; length++) {
            assertCorrupt(java.util.Arrays.copyOf(GOLDEN, length));
        }
    }

    private static void assertCorrupt(byte[] damaged) {
        assertThatExceptionOfType(StorageException.class)
                .isThrownBy(() -> Envelope.unwrap(damaged, "d"))
                .satisfies(e -> assertThat(e.kind()).isEqualTo(Kind.CORRUPT))
                .satisfies(e -> assertThat(e.document()).isEqualTo("d"));
    }
}
