package dev.collab4j.core.internal.lib0;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.collab4j.core.MalformedUpdateException;
import dev.collab4j.core.Undefined;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;

class AnyCodecTest {
    @Provide
    Arbitrary<Object> values() {
        return Values.any();
    }

    private static byte[] write(@Nullable Object value) {
        ByteWriter out = new ByteWriter();
        AnyCodec.write(out, value);
        return out.toByteArray();
    }

    private static @Nullable Object read(String hex) {
        return AnyCodec.read(new ByteReader(Vectors.bytes(hex)));
    }

    private static String rewrite(String hex) {
        try {
            return Vectors.hex(write(read(hex)));
        } catch (MalformedUpdateException e) {
            return "!";
        }
    }

    @Example
    void valuesAreReadAndWrittenAsLib0Does() {
        for (String[] row : Vectors.columns("any.txt", " ")) {
            assertThat(rewrite(row[0])).as(row[0]).isEqualTo(row[1]);
        }
    }

    @Property(edgeCases = EdgeCasesMode.NONE)
    void roundTrip(@ForAll("values") Object value) {
        byte[] bytes = write(value);
        ByteReader in = new ByteReader(bytes);
        Object back = AnyCodec.read(in);
        assertThat(in.hasRemaining()).isFalse();
        assertThat(write(back)).isEqualTo(bytes);
        assertThat(write(JsValues.copyOf(value))).isEqualTo(bytes);
    }

    /** Random bytes give a value or a MalformedUpdateException, nothing else. */
    @Property(tries = 5000)
    void randomBytes(@ForAll byte[] bytes) {
        byte[] tagged = bytes.clone();
        for (int i = 0; i < tagged.length; i++) {
            tagged[i] = i % 3 == 0 ? (byte) (116 + Math.floorMod(tagged[i], 12)) : tagged[i];
        }
        try {
            write(AnyCodec.read(new ByteReader(tagged)));
        } catch (MalformedUpdateException e) {
            assertThat(e).hasMessageContaining(" at byte ");
        }
    }

    @Example
    void classesOfValuesRead() {
        assertThat(read("7d05")).isEqualTo(5L);
        assertThat(read("7d40")).isEqualTo(-0.0);
        assertThat(read("7c40a00000")).isEqualTo(5L);
        assertThat(read("7b4014000000000000")).isEqualTo(5L);
        assertThat(read("7b8000000000000000")).isEqualTo(-0.0);
        assertThat(read("7c3fc00000")).isEqualTo(1.5);
        assertThat(read("7a0000000000000005")).isEqualTo(BigInteger.valueOf(5));
        assertThat(read("7f")).isEqualTo(Undefined.INSTANCE);
        assertThat(read("7e")).isNull();
        assertThat(read("74020102")).isEqualTo(new byte[] {1, 2});
        assertThat(read("75027d017e")).isEqualTo(Arrays.asList(1L, null));
        assertThat(read("760201627d0101317d02").toString()).isEqualTo("{1=2, b=1}");
        assertThat(read("7602095f5f70726f746f5f5f7e01627d02")).isEqualTo(Map.of("b", 2L));
    }

    @Example
    void everyNumberClassIsWrittenByItsValue() {
        for (Number five : List.of((byte) 5, (short) 5, 5, 5L, 5f, 5d)) {
            assertThat(write(five)).isEqualTo(Vectors.bytes("7d05"));
        }
        assertThat(write(BigInteger.valueOf(5))).isEqualTo(Vectors.bytes("7a0000000000000005"));
        assertThat(write(1.5f)).isEqualTo(Vectors.bytes("7c3fc00000"));
        assertThat(write(0.1f)).isEqualTo(Vectors.bytes("7c3dcccccd"));
        assertThat(write(1L << 53)).isEqualTo(Vectors.bytes("7c5a000000"));
        assertThat(write(Long.MIN_VALUE)).isEqualTo(Vectors.bytes("7cdf000000"));
    }

    @Example
    void mapsAreWrittenInJavaScriptsOrder() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("b", 1);
        map.put("10", 2);
        map.put("9", 3);
        assertThat(Vectors.hex(write(map))).isEqualTo("760301397d030231307d0201627d01");
    }

    private static void refused(String message, @Nullable Object value) {
        assertThatThrownBy(() -> write(value))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
        assertThatThrownBy(() -> JsValues.copyOf(value))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    @Example
    void whatCannotBeWritten() {
        refused("Can't write the value at $: java.lang.Character", 'a');
        refused("Can't write the value at $.a[1]: java.util.Date", Map.of("a", List.of(1, new Date(0))));
        refused("Can't write the value at $: 1.5 of java.math.BigDecimal", new BigDecimal("1.5"));
        refused("Can't write the value at $: 9007199254740993 of java.lang.Long", 9007199254740993L);
        refused("Can't write the value at $: 9223372036854775807 of java.lang.Long", Long.MAX_VALUE);
        refused(
                "Can't write the value at $[0]: 9223372036854775808 of java.math.BigInteger",
                List.of(BigInteger.ONE.shiftLeft(63)));
        refused("The key 1 of $[1] isn't a String", List.of(0, Map.of(1, 2)));
        refused("Value nested deeper than 20000", Values.nested(20_001));
    }

    @Example
    void nestingIsBoundedWithoutRecursion() {
        byte[] deepest = write(Values.nested(20_000));
        Object back = AnyCodec.read(new ByteReader(deepest));
        assertThat(write(back)).isEqualTo(deepest);
        assertThat(JsValues.deepEquals(back, JsValues.copyOf(back))).isTrue();
        byte[] tooDeep = new byte[2 * 20_001 + 1];
        Arrays.fill(tooDeep, (byte) 1);
        for (int i = 0; i < tooDeep.length; i += 2) {
            tooDeep[i] = AnyCodec.ARRAY;
        }
        assertThatThrownBy(() -> AnyCodec.read(new ByteReader(tooDeep)))
                .isInstanceOf(MalformedUpdateException.class)
                .hasMessage("Value nested deeper than 20000 at byte 40002");
    }

    /** Each level claims as many elements as there are bytes left: 20,000 times 100 kB if a capacity were believed. */
    @Example
    void countsAllocateNothing() {
        ByteWriter out = new ByteWriter();
        int levels = 19_999;
        for (int i = 0; i < levels; i++) {
            out.writeUint8(AnyCodec.ARRAY);
            out.writeVarUint(100_000);
        }
        out.writeBytes(new byte[100_000]);
        assertThatThrownBy(() -> AnyCodec.read(new ByteReader(out.toByteArray())))
                .isInstanceOf(MalformedUpdateException.class)
                .hasMessageStartingWith("Unknown tag 0 of a value at byte");
    }
}
