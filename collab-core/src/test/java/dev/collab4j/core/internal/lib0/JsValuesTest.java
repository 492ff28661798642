package dev.collab4j.core.internal.lib0;

import static org.assertj.core.api.Assertions.assertThat;

import dev.collab4j.core.Undefined;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JsValuesTest {
    @Test
    void copiesHaveTheClassesOfValuesRead() {
        Object copy = JsValues.copyOf(Arrays.asList((byte) 1, 2f, 2.5f, -0.0, 1L << 53, null, Undefined.INSTANCE, "x"));
        assertThat(copy).isEqualTo(Arrays.asList(1L, 2L, 2.5, -0.0, 0x1p53, null, Undefined.INSTANCE, "x"));
        assertThat(JsValues.copyOf(BigInteger.TEN)).isEqualTo(BigInteger.TEN);
    }

    @Test
    void copiesAreDeep() {
        byte[] bytes = {1};
        List<Object> inner = new ArrayList<>(List.of(bytes));
        Object copy = JsValues.copyOf(Map.of("a", inner));
        bytes[0] = 2;
        inner.add("more");
        assertThat(JsValues.deepEquals(copy, Map.of("a", List.of(new byte[] {1}))))
                .isTrue();
    }

    @Test
    void equality() {
        assertThat(JsValues.deepEquals(null, null)).isTrue();
        assertThat(JsValues.deepEquals(null, 1L)).isFalse();
        assertThat(JsValues.deepEquals(0L, -0.0)).isTrue();
        assertThat(JsValues.deepEquals(Double.NaN, Double.NaN)).isFalse();
        assertThat(JsValues.deepEquals(5L, BigInteger.valueOf(5))).isFalse();
        assertThat(JsValues.deepEquals(List.of(), Map.of())).isFalse();
        assertThat(JsValues.deepEquals(List.of(1L), List.of(1L, 2L))).isFalse();
        assertThat(JsValues.deepEquals(Map.of("a", 1L), Map.of("b", 1L))).isFalse();
        assertThat(JsValues.deepEquals(Map.of("a", List.of(1L)), Map.of("a", List.of(2L))))
                .isFalse();
        assertThat(JsValues.deepEquals(List.of(List.of(), List.of(1L)), List.of(List.of(), List.of(1L))))
                .isTrue();
        assertThat(JsValues.deepEquals(List.of(List.of(), List.of(1L)), List.of(List.of(), List.of(2L))))
                .isFalse();
    }
}
