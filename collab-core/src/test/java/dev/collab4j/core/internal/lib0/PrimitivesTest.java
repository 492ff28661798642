package dev.collab4j.core.internal.lib0;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.collab4j.core.MalformedUpdateException;
import java.util.function.Consumer;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

class PrimitivesTest {
    private static final long MAX = ByteReader.MAX_SAFE_INTEGER;

    private static byte[] write(Consumer<ByteWriter> writes) {
        ByteWriter out = new ByteWriter(0);
        writes.accept(out);
        return out.toByteArray();
    }

    private static ByteReader reader(String hex) {
        return new ByteReader(Vectors.bytes(hex));
    }

    private static void refused(String message, ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOf(MalformedUpdateException.class).hasMessage(message);
    }

    @Example
    void integersAreThoseOfLib0() {
        for (String[] row : Vectors.columns("varint.txt", " ")) {
            boolean negative = row[1].startsWith("-");
            long magnitude = Long.parseLong(row[1].replace("-", ""));
            if (row[0].equals("u")) {
                assertThat(write(out -> out.writeVarUint(magnitude))).isEqualTo(Vectors.bytes(row[2]));
                assertThat(reader(row[2]).readVarUint()).isEqualTo(magnitude);
            } else {
                assertThat(write(out -> out.writeVarInt(magnitude, negative))).isEqualTo(Vectors.bytes(row[2]));
                ByteReader in = reader(row[2]);
                assertThat(in.readVarInt()).isEqualTo(negative ? -magnitude : magnitude);
                assertThat(in.wasNegative()).isEqualTo(negative);
            }
        }
    }

    @Property
    void unsignedRoundTrip(@ForAll @LongRange(min = 0, max = MAX) long value) {
        ByteReader in = new ByteReader(write(out -> out.writeVarUint(value)));
        assertThat(in.readVarUint()).isEqualTo(value);
        assertThat(in.hasRemaining()).isFalse();
    }

    @Property
    void signedRoundTrip(@ForAll @LongRange(min = -MAX, max = MAX) long value) {
        ByteReader in = new ByteReader(write(out -> out.writeVarInt(value)));
        assertThat(in.readVarInt()).isEqualTo(value);
        assertThat(in.wasNegative()).isEqualTo(value < 0);
        assertThat(in.hasRemaining()).isFalse();
    }

    @Example
    void integersOutOfRange() {
        assertThat(reader("ffffffffffffff0f").readVarUint()).isEqualTo(MAX);
        assertThat(reader("8000").readVarUint()).isZero();
        refused(
                "Integer above 2^53-1 at byte 0",
                () -> reader("8080808080808010").readVarUint());
        refused(
                "Integer of more than 8 bytes at byte 0",
                () -> reader("808080808080808000").readVarUint());
        refused("Unexpected end of input at byte 2", () -> reader("ffff").readVarUint());
        assertThat(reader("ffffffffffffff1f").readVarInt()).isEqualTo(-MAX);
        refused(
                "Integer above 2^53-1 at byte 0",
                () -> reader("8080808080808020").readVarInt());
        refused(
                "Integer of more than 8 bytes at byte 0",
                () -> reader("808080808080808000").readVarInt());
        refused("Unexpected end of input at byte 1", () -> reader("80").readVarInt());
        assertThatThrownBy(() -> new ByteWriter().writeVarUint(-1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new ByteWriter().writeVarUint(MAX + 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new ByteWriter().writeVarInt(Long.MIN_VALUE))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Example
    void stringsAreThoseOfLib0() {
        for (String[] row : Vectors.columns("strings.txt", " ")) {
            char[] units = units(row[0]);
            String text = new String(units);
            byte[] expected = Vectors.bytes(row[1]);
            assertThat(write(out -> out.writeVarString(text))).isEqualTo(expected);
            assertThat(write(out -> out.writeVarUtf16(units, 0, units.length))).isEqualTo(expected);
            ByteReader in = new ByteReader(expected);
            int skipped = new ByteReader(expected).skipVarString();
            assertThat(in.readVarString())
                    .isEqualTo(withoutLoneSurrogates(text))
                    .hasSize(skipped);
            assertThat(in.hasRemaining()).isFalse();
        }
    }

    private static char[] units(String hex) {
        byte[] bytes = Vectors.bytes(hex);
        char[] units = new char[bytes.length / 2];
        for (int i = 0; i < units.length; i++) {
            units[i] = (char) ((bytes[2 * i] & 0xFF) << 8 | bytes[2 * i + 1] & 0xFF);
        }
        return units;
    }

    private static String withoutLoneSurrogates(String text) {
        int[] points = text.codePoints()
                .map(c -> c >= 0xD800 && c < 0xE000 ? 0xFFFD : c)
                .toArray();
        return new String(points, 0, points.length);
    }

    @Property
    void stringRoundTrip(@ForAll String text) {
        byte[] bytes = write(out -> out.writeVarString(text));
        assertThat(new ByteReader(bytes).readVarString()).isEqualTo(withoutLoneSurrogates(text));
    }

    @Property
    void latin1IsWrittenAsTheSameString(@ForAll byte[] latin1) {
        String text = new String(latin1, java.nio.charset.StandardCharsets.ISO_8859_1);
        boolean ascii = Utf8.isAscii(latin1, 0, latin1.length);
        byte[] padded = new byte[latin1.length + 3];
        System.arraycopy(latin1, 0, padded, 2, latin1.length);
        assertThat(write(out -> out.writeVarLatin1(padded, 2, latin1.length, ascii)))
                .isEqualTo(write(out -> out.writeVarString(text)));
    }

    @Example
    void decodingIsAsStrictAsABrowser() {
        for (String[] row : Vectors.columns("utf8.txt", " ")) {
            byte[] bytes = Vectors.bytes(row[0]);
            assertThat(Utf8.malformedIndex(bytes, 0, bytes.length) < 0)
                    .as(row[0])
                    .isEqualTo(row[1].equals("1"));
        }
        refused("Malformed UTF-8 at byte 2", () -> reader("0341e282").readVarString());
        refused("Malformed UTF-8 at byte 2", () -> reader("0341e282").skipVarString());
    }

    @Example
    void byteOrderMarkIsKept() {
        assertThat(reader("03efbbbf").readVarString()).isEqualTo("\ufeff");
    }

    @Example
    void lengthsAreCheckedBeforeAllocation() {
        refused(
                "Length 9007199254740991 goes past the end of input at byte 0",
                () -> reader("ffffffffffffff0f00").readVarBytes());
        refused(
                "Length 2 goes past the end of input at byte 0",
                () -> reader("0200").readVarString());
        refused(
                "Length 2 goes past the end of input at byte 0",
                () -> reader("0200").skipVarString());
        refused(
                "Length 2 goes past the end of input at byte 0",
                () -> reader("0200").readVarSlice());
        refused(
                "Length 2 goes past the end of input at byte 0",
                () -> reader("0200").skipVarBytes());
        refused(
                "Length 3 goes past the end of input at byte 0",
                () -> reader("030000000000").readCount(2));
        assertThat(reader("03000000000000").readCount(2)).isEqualTo(3);
        refused(
                "Unexpected end of input (8 bytes wanted) at byte 0",
                () -> reader("00").readFloat64());
        refused(
                "Unexpected end of input (4 bytes wanted) at byte 0",
                () -> reader("00").readFloat32());
        refused("Unexpected end of input at byte 0", () -> reader("-").readUint8());
        refused("Kind 9 is above 6 at byte 0", () -> reader("09").readVarUintUpTo(6, "Kind"));
    }

    @Example
    void slicesShareTheArrayAndEndWhereTheyShould() {
        ByteReader in = reader("020102ff");
        ByteReader slice = in.readVarSlice();
        assertThat(slice.readBytes(2)).containsExactly(1, 2);
        refused("Unexpected end of input at byte 3", slice::readUint8);
        assertThat(in.peekUint8()).isEqualTo(255);
        assertThat(in.position()).isEqualTo(3);
        assertThat(in.remaining()).isEqualTo(1);
    }

    @Property
    void floatsRoundTrip(@ForAll double d, @ForAll float f, @ForAll long l) {
        ByteReader in = new ByteReader(write(out -> {
            out.writeFloat64(d);
            out.writeFloat32(f);
            out.writeBigInt64(l);
        }));
        assertThat(in.readFloat64()).isEqualTo(d);
        assertThat(in.readFloat32()).isEqualTo(f);
        assertThat(in.readBigInt64()).isEqualTo(l);
    }

    @Example
    void writersAreReusable() {
        ByteWriter inner = new ByteWriter();
        inner.writeUint8(7);
        ByteWriter out = new ByteWriter(0);
        out.writeVarBytes(inner);
        out.writeBytes(inner);
        assertThat(out.size()).isEqualTo(3);
        assertThat(out.toByteArray()).containsExactly(1, 7, 7);
        out.reset();
        assertThat(out.toByteArray()).isEmpty();
    }

    /** So a decoded string without U+FFFD needs no second look. */
    @Example
    void javaPutsAReplacementForAllThatIsMalformed() {
        byte[] bytes = new byte[4];
        bytes[3] = (byte) 0x80;
        for (int i = 0x800000; i <= 0xFFFFFF; i++) {
            bytes[0] = (byte) (i >> 16);
            bytes[1] = (byte) (i >> 8);
            bytes[2] = (byte) i;
            if (Utf8.malformedIndex(bytes, 0, 4) >= 0 && !Utf8.mayBeRepaired(Utf8.decode(bytes, 0, 4))) {
                throw new AssertionError(Integer.toHexString(i));
            }
        }
    }
}
