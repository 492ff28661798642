package dev.collab4j.core.internal.lib0;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JsOrderTest {
    private static Map<String, Integer> map(String... keys) {
        Map<String, Integer> map = new LinkedHashMap<>();
        for (String key : keys) {
            map.put(key, map.size());
        }
        return map;
    }

    @Test
    void arrayIndices() {
        assertThat(JsOrder.arrayIndex("0")).isZero();
        assertThat(JsOrder.arrayIndex("4294967294")).isEqualTo(4294967294L);
        for (String key :
                new String[] {"", "4294967295", "9999999999", "00", "01", "-1", "1.0", "1e3", " 1", "١", "a"}) {
            assertThat(JsOrder.isArrayIndex(key)).as(key).isFalse();
        }
    }

    @Test
    void indicesComeFirst() {
        assertThat(JsOrder.sorted(map("b", "10", "a", "9", "01")).keySet()).containsExactly("9", "10", "b", "a", "01");
        assertThat(JsOrder.sorted(map("b", "10"))).isEqualTo(map("b", "10"));
    }

    @Test
    void sortedMapsAreReturnedAsTheyAre() {
        Map<String, Integer> map = map("1", "2", "b", "a");
        assertThat(JsOrder.sorted(map)).isSameAs(map);
    }
}
