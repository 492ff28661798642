package dev.collab4j.core.internal.lib0;

import dev.collab4j.core.Undefined;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;

/** Random values of the kinds that documents hold. */
final class Values {
    private Values() {}

    static Arbitrary<Object> any() {
        return trees(Arbitraries.oneOf(
                json(),
                Arbitraries.of(Undefined.INSTANCE, Double.NaN, Double.POSITIVE_INFINITY),
                Arbitraries.longs().map(BigInteger::valueOf),
                Arbitraries.bytes().array(byte[].class).ofMaxSize(5)));
    }

    static Arbitrary<Object> jsonTrees() {
        return trees(json());
    }

    private static Arbitrary<Object> json() {
        return Arbitraries.oneOf(
                Arbitraries.of(true, false),
                Arbitraries.just(null),
                Arbitraries.strings().ofMaxLength(8).map(Values::wellFormed),
                Arbitraries.longs().between(-ByteReader.MAX_SAFE_INTEGER, ByteReader.MAX_SAFE_INTEGER),
                Arbitraries.doubles().map(JsNumber::of));
    }

    private static String wellFormed(String text) {
        return text.codePoints()
                .filter(c -> c < 0xD800 || c >= 0xE000)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private static Arbitrary<Object> trees(Arbitrary<Object> leaves) {
        Arbitrary<String> keys = Arbitraries.of("a", "b", "", "0", "7", "10", "01", "4294967295", "é", "toString");
        return Arbitraries.recursive(() -> leaves, tree -> containers(keys, tree), 0, 3);
    }

    private static Arbitrary<Object> containers(Arbitrary<String> keys, Arbitrary<Object> members) {
        return Arbitraries.oneOf(
                members,
                members.list().ofMaxSize(4).map(list -> (Object) new ArrayList<>(list)),
                Arbitraries.maps(keys, members).ofMaxSize(4).map(Values::ordered));
    }

    private static Object ordered(Map<String, Object> map) {
        return JsOrder.sorted(new LinkedHashMap<>(map));
    }

    /** A list in a list and so on. */
    static Object nested(int depth) {
        Object value = List.of();
        for (int i = 1; i < depth; i++) {
            value = i % 2 == 0 ? List.of(value) : Map.of("k", value);
        }
        return value;
    }
}
