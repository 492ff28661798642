package dev.collab4j.core.internal.lib0;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.collab4j.core.MalformedUpdateException;
import dev.collab4j.core.Undefined;
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

class JsJsonTest {
    @Provide
    Arbitrary<Object> trees() {
        return Values.jsonTrees();
    }

    private static String reprint(String text) {
        try {
            return JsJson.stringify(JsJson.stringify(JsJson.parse(text)));
        } catch (MalformedUpdateException e) {
            return "!";
        }
    }

    @Example
    void textsAreReadAndPrintedAsJavaScriptDoes() {
        for (String[] row : Vectors.columns("json.txt", "\t")) {
            String text = (String) JsJson.parse(row[0]);
            assertThat(reprint(text)).as(row[0]).isEqualTo(row[1]);
        }
    }

    @Property(edgeCases = EdgeCasesMode.NONE)
    void roundTrip(@ForAll("trees") Object value) {
        String text = JsJson.stringify(value);
        Object back = JsJson.parse(text);
        assertThat(JsJson.stringify(back)).isEqualTo(text);
        assertThat(JsValues.deepEquals(back, JsJson.parse(text))).isTrue();
    }

    @Property
    void stringsRoundTripWithLoneSurrogates(@ForAll String text) {
        assertThat(JsJson.parse(JsJson.stringify(text))).isEqualTo(text);
    }

    /** Random text gives a value or a MalformedUpdateException, nothing else. */
    @Property
    void randomText(@ForAll("soup") String text) {
        try {
            JsJson.parse(text);
        } catch (MalformedUpdateException e) {
            assertThat(e).hasMessageStartingWith("Malformed JSON: ");
        }
    }

    @Provide
    Arbitrary<String> soup() {
        return net.jqwik.api.Arbitraries.strings()
                .withChars("[]{}:,\"\\u0123e+-.truefalsn \n\ud800")
                .ofMaxLength(20);
    }

    @Example
    void numbersAreThoseOfJavaScript() {
        assertThat(JsJson.parse("[1.0,1e3,-0,-0.0,0,9007199254740993,1e400,0.5,-9007199254740991]"))
                .isEqualTo(Arrays.asList(
                        1L, 1000L, -0.0, -0.0, 0L, 0x1p53, Double.POSITIVE_INFINITY, 0.5, -(1L << 53) + 1));
    }

    @Example
    void undefinedIsDroppedFromObjectsOnly() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("a", Undefined.INSTANCE);
        map.put("b", Arrays.asList(Undefined.INSTANCE, null, Double.NaN, Float.NEGATIVE_INFINITY, -0.0));
        map.put("c", Undefined.INSTANCE);
        map.put("d", new byte[] {1, -1});
        map.put("e", new byte[0]);
        assertThat(JsJson.stringify(map))
                .isEqualTo("{\"b\":[null,null,null,null,0],\"d\":{\"0\":1,\"1\":255},\"e\":{}}");
        assertThat(JsJson.stringify(Undefined.INSTANCE)).isNull();
        assertThat(JsJson.stringify(Map.of("a", Undefined.INSTANCE))).isEqualTo("{}");
    }

    @Example
    void everyNumberClassIsPrintedByItsValue() {
        assertThat(JsJson.stringify(List.of((byte) 1, (short) 2, 3, 4L, 5f, 6d, 0.1f, 1e21, Long.MIN_VALUE)))
                .isEqualTo("[1,2,3,4,5,6,0.10000000149011612,1e+21,-9223372036854776000]");
    }

    @Example
    void whatHasNoJson() {
        assertThatThrownBy(() -> JsJson.stringify(Map.of("a", BigInteger.ONE)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("JSON has no BigInteger, at $.a");
        assertThatThrownBy(() -> JsJson.stringify(List.of(new Date(0))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Can't write the value at $[0]: java.util.Date");
        assertThatThrownBy(() -> JsJson.stringify(9007199254740993L)).isInstanceOf(IllegalArgumentException.class);
    }

    @Example
    void nestingIsBoundedWithoutRecursion() {
        String deepest = "[".repeat(20_000) + "]".repeat(20_000);
        assertThat(JsJson.stringify(JsJson.parse(deepest))).isEqualTo(deepest);
        assertThatThrownBy(() -> JsJson.parse("[" + deepest + "]"))
                .isInstanceOf(MalformedUpdateException.class)
                .hasMessageContaining("depth (20001)");
    }

    @Example
    void longTextsNumbersAndNamesAreRead() {
        String digits = "1".repeat(5_000);
        String name = "n".repeat(200_000);
        assertThat(JsJson.parse("{\"" + name + "\":[" + digits + ",\"" + "x".repeat(30_000_000) + "\"]}"))
                .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.MAP)
                .containsOnlyKeys(name);
    }

    @Example
    void errorsSayWhere() {
        assertThatThrownBy(() -> JsJson.parse("{\"a\":tru}"))
                .isInstanceOf(MalformedUpdateException.class)
                .hasMessageContaining(" at character 5");
        assertThatThrownBy(() -> JsJson.parse("")).hasMessage("Malformed JSON: unexpected end of text");
    }
}
