package dev.collab4j.core.yjs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.collab4j.core.Delta;
import dev.collab4j.core.Doc;
import dev.collab4j.core.Update;
import dev.collab4j.core.internal.lib0.JsJson;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Documents that old releases of Yjs wrote still say what they said. */
class CompatibilityCasesTest {
    private static String resource(String name) throws IOException {
        try (InputStream in = CompatibilityCasesTest.class.getResourceAsStream("/compatibility/" + name)) {
            return new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8).strip();
        }
    }

    private static Doc load(String name) throws IOException {
        Doc doc = new Doc();
        doc.applyUpdate(Update.fromV1(Base64.getDecoder().decode(resource(name + ".base64"))));
        assertThat(doc.hasPending()).isFalse();
        return doc;
    }

    @Test
    @DisplayName("compatibility: testArrayCompatibilityV1")
    void arrayOfVersion13Point2() throws IOException {
        assertThat(load("array").getArray("array").toJson()).isEqualTo(JsJson.parse(resource("array.json")));
    }

    @Test
    @DisplayName("compatibility: testMapDecodingCompatibilityV1")
    void mapOfVersion13Point2() throws IOException {
        assertThat(load("map").getMap("map").toJson()).isEqualTo(JsJson.parse(resource("map.json")));
    }

    @Test
    @DisplayName("compatibility: testTextDecodingCompatibilityV1")
    void textOfVersion13Point2() throws IOException {
        Delta.Builder expected = Delta.builder();
        for (Object op : (List<?>) JsJson.parse(resource("text.json"))) {
            insert(expected, (Map<?, ?>) op);
        }
        assertThat(load("text").getText("text").toDelta()).isEqualTo(expected.build());
    }

    @SuppressWarnings("unchecked")
    private static void insert(Delta.Builder expected, Map<?, ?> op) {
        Map<String, Object> attributes = (Map<String, Object>) op.get("attributes");
        expected.insert(op.get("insert"), attributes == null ? Map.of() : attributes);
    }
}
