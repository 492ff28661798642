package dev.collab4j.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.collab4j.core.internal.lib0.JsJson;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Fixed vectors of the real Yjs. integration-tests/oracle/vectors makes them. */
class YjsVectorsTest {
    private static final HexFormat HEX = HexFormat.of();

    static Stream<Vector> documents() throws IOException {
        return Stream.of("contents", "edges", "histories").flatMap(YjsVectorsTest::read);
    }

    static Stream<Vector> merges() {
        return read("updates").filter(vector -> vector.has("merge"));
    }

    static Stream<Vector> differences() {
        return read("updates").filter(vector -> vector.has("diff"));
    }

    @ParameterizedTest
    @MethodSource("documents")
    void aDocumentOfThisVectorEqualsThatOfYjs(Vector vector) {
        Doc doc = new Doc(DocOptions.builder()
                .clientId(vector.number("client"))
                .gc((Boolean) vector.get("gc"))
                .guid("vector")
                .build());
        Map<String, SharedType> roots = roots(doc);
        for (Vector step : vector.list("steps")) {
            assertThat(eventsOf(doc, step.bytes("update"))).isEqualTo(step.get("events"));
        }
        assertThat(HEX.formatHex(doc.encodeStateAsUpdate().toV1())).isEqualTo(vector.get("state"));
        assertThat(HEX.formatHex(doc.stateVector().encode())).isEqualTo(vector.get("vector"));
        assertThat(doc.hasPending()).isEqualTo(vector.get("pending"));
        assertThat(printed(roots)).isEqualTo(vector.get("json"));
        assertThat(PrintedValues.print(((YText) roots.get("text")).toDelta())).isEqualTo(vector.get("delta"));
    }

    @ParameterizedTest
    @MethodSource("documents")
    void aDocumentOfThisVectorSurvivesItsOwnEncoding(Vector vector) {
        Doc doc = new Doc();
        doc.applyUpdate(Update.fromV1(vector.bytes("state")));
        assertThat(HEX.formatHex(doc.stateVector().encode())).isEqualTo(vector.get("vector"));
        assertThat(doc.contains(Update.fromV1(vector.bytes("state")))).isTrue();
    }

    @ParameterizedTest
    @MethodSource("merges")
    void updatesAreMergedAsInYjs(Vector vector) {
        List<Update> inputs = new ArrayList<>();
        for (Object hex : (List<?>) vector.get("merge")) {
            inputs.add(Update.fromV1(HEX.parseHex((String) hex)));
        }
        Update merged = Update.merge(inputs);
        assertThat(HEX.formatHex(merged.toV1())).isEqualTo(vector.get("result"));
        assertThat(HEX.formatHex(merged.stateVector().encode())).isEqualTo(vector.get("vector"));
    }

    @ParameterizedTest
    @MethodSource("differences")
    void differencesAreThoseOfYjs(Vector vector) {
        Update difference = Update.fromV1(vector.bytes("diff")).diff(StateVector.decode(vector.bytes("known")));
        assertThat(HEX.formatHex(difference.toV1())).isEqualTo(vector.get("result"));
    }

    private static List<String> eventsOf(Doc doc, byte[] update) {
        List<String> events = new ArrayList<>();
        try (Subscription listening =
                doc.onUpdate(event -> events.add(HEX.formatHex(event.update().toV1())))) {
            doc.applyUpdate(Update.fromV1(update));
        }
        return events;
    }

    static Map<String, SharedType> roots(Doc doc) {
        Map<String, SharedType> roots = new LinkedHashMap<>();
        roots.put("text", doc.getText("text"));
        roots.put("array", doc.getArray("array"));
        roots.put("map", doc.getMap("map"));
        roots.put("fragment", doc.getXmlFragment("fragment"));
        roots.put("element", doc.getXmlElement("element"));
        return roots;
    }

    private static Map<String, String> printed(Map<String, SharedType> roots) {
        Map<String, String> printed = new LinkedHashMap<>();
        roots.forEach((name, root) -> printed.put(name, PrintedValues.print(root.toJson())));
        return printed;
    }

    static Stream<Vector> read(String name) {
        String file = "/vectors/yjs-" + name + ".json";
        try (InputStream in = YjsVectorsTest.class.getResourceAsStream(file)) {
            List<?> vectors = (List<?>) JsJson.parse(new String(in.readAllBytes(), StandardCharsets.UTF_8));
            return vectors.stream().map(Vector::new);
        } catch (IOException e) {
            throw new IllegalStateException(file, e);
        }
    }

    record Vector(Object json) {
        Object get(String field) {
            return ((Map<?, ?>) json).get(field);
        }

        boolean has(String field) {
            return ((Map<?, ?>) json).containsKey(field);
        }

        long number(String field) {
            return ((Number) get(field)).longValue();
        }

        byte[] bytes(String field) {
            return HEX.parseHex((String) get(field));
        }

        List<Vector> list(String field) {
            return ((List<?>) get(field)).stream().map(Vector::new).toList();
        }

        @Override
        public String toString() {
            return String.valueOf(get("name"));
        }
    }
}
