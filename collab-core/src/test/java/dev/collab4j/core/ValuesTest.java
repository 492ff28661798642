package dev.collab4j.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What comes in as a value, in which class it is read back, and what is refused. */
class ValuesTest {
    private final Doc doc = new Doc();
    private final YMap map = doc.getMap("m");
    private final YArray array = doc.getArray("a");

    static List<Arguments> readBack() {
        return List.of(
                Arguments.of(5, 5L),
                Arguments.of((byte) 5, 5L),
                Arguments.of((short) -5, -5L),
                Arguments.of(5.0f, 5L),
                Arguments.of(5.0, 5L),
                Arguments.of(0.5f, 0.5),
                Arguments.of(-0.0, -0.0),
                Arguments.of((1L << 53) - 1, (1L << 53) - 1),
                Arguments.of(1L << 53, (double) (1L << 53)),
                Arguments.of(Double.NaN, Double.NaN),
                Arguments.of(BigInteger.TEN, BigInteger.TEN),
                Arguments.of("\ud800", "\ud800"),
                Arguments.of(true, true),
                Arguments.of(Undefined.INSTANCE, Undefined.INSTANCE),
                Arguments.of(List.of(1, List.of("x")), List.of(1L, List.of("x"))),
                Arguments.of(Map.of("k", 1.0), Map.of("k", 1L)));
    }

    @ParameterizedTest
    @MethodSource
    void readBack(Object value, Object expected) {
        map.set("k", value);
        assertThat(map.get("k")).isEqualTo(expected);
    }

    @Test
    void bytesAndNull() {
        map.set("bytes", new byte[] {1, 2});
        map.set("null", null);
        assertThat((byte[]) map.get("bytes")).containsExactly(1, 2);
        assertThat(map.get("null")).isNull();
        assertThat(map.has("null")).isTrue();
        assertThat(map.has("none")).isFalse();
    }

    @Test
    void theOrderOfKeysIsJavaScripts() {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("b", 1);
        object.put("10", 2);
        object.put("9", 3);
        array.push(object);
        assertThat(((Map<?, ?>) array.get(0)).keySet()).map(Object::toString).containsExactly("9", "10", "b");
    }

    static List<Arguments> refused() {
        return List.of(
                Arguments.of(Instant.EPOCH, "$: java.time.Instant"),
                Arguments.of(List.of(1, Map.of("k", new BigDecimal("1"))), "$[1].k: 1 of java.math.BigDecimal"),
                Arguments.of(Long.MAX_VALUE, "$: 9223372036854775807 of java.lang.Long"),
                Arguments.of(BigInteger.ONE.shiftLeft(63), "of java.math.BigInteger"),
                Arguments.of(Map.of(1, 2), "The key 1 at $ isn't a String"),
                Arguments.of('c', "$: java.lang.Character"),
                Arguments.of(new int[1], "$: [I"));
    }

    @ParameterizedTest
    @MethodSource
    void refused(Object value, String message) {
        byte[] before = doc.encodeStateAsUpdate().toV1();
        assertThatThrownBy(() -> map.set("k", value))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
        assertThat(doc.encodeStateAsUpdate().toV1()).isEqualTo(before);
    }

    @Test
    void sharedTypesAreNoValues() {
        assertThatThrownBy(() -> array.push(1, map))
                .hasMessage("Can't store the value at $[1]: dev.collab4j.core.YMap");
        assertThat(array.length()).isZero();
    }

    @Test
    void elementsOfArraysAreNeitherUndefinedNorBigIntegers() {
        assertThatThrownBy(() -> array.push(Undefined.INSTANCE)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> array.push(BigInteger.ONE)).hasMessageContaining("$[0]: 1 of java.math.BigInteger");
        array.push(Arrays.asList(Undefined.INSTANCE, BigInteger.ONE));
        assertThat(array.get(0)).isEqualTo(List.of(Undefined.INSTANCE, BigInteger.ONE));
    }

    @Test
    void textTakesWhatJsonHas() {
        YText text = doc.getText("t");
        assertThatThrownBy(() -> text.insertEmbed(0, Map.of("big", BigInteger.ONE)))
                .hasMessageContaining("$.big: 1 of java.math.BigInteger");
        assertThatThrownBy(() -> text.insertEmbed(0, Undefined.INSTANCE)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> text.insert(0, "x", Map.of("a", Undefined.INSTANCE)))
                .hasMessageContaining("$.a: dev.collab4j.core.Undefined");
        assertThat(text.length()).isZero();
    }

    @Test
    void whatComesInIsCopied() {
        List<Object> list = new ArrayList<>(List.of(1));
        byte[] bytes = {1};
        array.push(list, bytes);
        list.add(2);
        bytes[0] = 9;
        assertThat(array.get(0)).isEqualTo(List.of(1L));
        assertThat((byte[]) array.get(1)).containsExactly(1);
    }

    @Test
    @SuppressWarnings("unchecked")
    void whatGoesOutIsACopy() {
        array.push(new ArrayList<>(List.of(1)), new byte[] {1});
        ((List<Object>) array.get(0)).clear();
        ((byte[]) array.toList().get(1))[0] = 9;
        assertThat(array.get(0)).isEqualTo(List.of(1L));
        assertThat((byte[]) array.get(1)).containsExactly(1);
    }

    @Test
    void cyclesAreRefused() {
        List<Object> list = new ArrayList<>();
        list.add(Map.of("again", list));
        assertThatThrownBy(() -> map.set("k", list)).hasMessage("Value nested deeper than 20000");
    }

    @Test
    void twentyThousandLevelsAreStored() {
        map.set("k", nested(20_000));
        Doc copy = new Doc();
        copy.applyUpdate(doc.encodeStateAsUpdate());
        assertThat(copy.encodeStateAsUpdate().toV1())
                .isEqualTo(doc.encodeStateAsUpdate().toV1());
        assertThat(copy.getMap("m").get("k")).isInstanceOf(List.class);
        assertThatThrownBy(() -> array.push(nested(20_001))).hasMessage("Value nested deeper than 20000");
        array.push(nested(20_000));
    }

    private static Object nested(int levels) {
        List<Object> value = new ArrayList<>();
        for (int i = 1; i < levels; i++) {
            value = new ArrayList<>(List.<Object>of(value));
        }
        return value;
    }
}
