package dev.collab4j.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Documents, types and deltas as JSON text. */
class JsonTest {
    private final Doc doc = new Doc();

    @Test
    void aDocumentIsAnObjectOfItsRoots() {
        YMap map = doc.getMap("map");
        map.set("b", 1e21);
        map.set("a", List.of(0.5, "x", true));
        map.set("7", null);
        map.setText("text").insert(0, "nested");
        doc.getArray("array").insertMap(0).set("k", new byte[] {1, -1});
        assertThat(Json.stringify(doc))
                .isEqualTo("{\"map\":{\"7\":null,\"b\":1e+21,\"a\":[0.5,\"x\",true],\"text\":\"nested\"},"
                        + "\"array\":[{\"k\":{\"0\":1,\"1\":255}}]}");
    }

    @Test
    void typesInDeltasAndListsArePrintedAsTheirContent() {
        YText text = doc.getText("text");
        text.insert(0, "ab");
        text.format(1, 1, Map.of("bold", true));
        text.insertMap(1).set("k", 1);
        assertThat(Json.stringify(text.toDelta()))
                .isEqualTo("[{\"insert\":\"a\"},{\"insert\":{\"k\":1}},"
                        + "{\"insert\":\"b\",\"attributes\":{\"bold\":true}}]");
        assertThat(Json.stringify(Arrays.asList(text, null, Undefined.INSTANCE)))
                .isEqualTo("[\"ab\",null,null]");
    }

    @Test
    void documentsInDocumentsAreObjects() {
        doc.getMap("map").set("sub", new Doc());
        assertThat(Json.stringify(doc.getMap("map").entries())).isEqualTo("{\"sub\":{}}");
        assertThat(Json.stringify(doc)).isEqualTo("{\"map\":{\"sub\":{}}}");
    }

    @Test
    void whatHasNoJsonIsRefusedWithItsPlace() {
        assertThatThrownBy(() -> Json.stringify(Undefined.INSTANCE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("JSON has no undefined");
        doc.getMap("map").set("list", List.of(BigInteger.TEN));
        assertThatThrownBy(() -> Json.stringify(doc))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("$.map.list[0]");
        Map<String, Object> stranger = new LinkedHashMap<>();
        stranger.put("thread", Thread.currentThread());
        assertThatThrownBy(() -> Json.stringify(stranger))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("$.thread");
    }

    @Test
    void nestedTypesMayBeDeep() {
        YArray array = doc.getArray("a");
        for (int i = 0; i < 10_000; i++) {
            array = array.insertArray(0);
        }
        List<Object> around = new ArrayList<>();
        around.add(doc.getArray("a"));
        assertThat(Json.stringify(around)).isEqualTo("[".repeat(10_002) + "]".repeat(10_002));
    }
}
