package dev.collab4j.benchmarks;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/** What every line of the output has. */
record Line(String lib, String bench, String metric, String value, String unit) {
    static Line parse(String json) {
        Map<String, String> fields = fields(json);
        return new Line(
                field(fields, "lib"),
                field(fields, "bench"),
                field(fields, "metric"),
                field(fields, "value"),
                field(fields, "unit"));
    }

    private static String field(Map<String, String> fields, String name) {
        return Objects.requireNonNull(fields.get(name), name);
    }

    private static Map<String, String> fields(String json) {
        Map<String, String> fields = new HashMap<>();
        try (JsonParser parser = JsonFactory.builder().build().createParser(ObjectReadContext.empty(), json)) {
            parser.nextToken();
            while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
                String name = parser.currentName();
                parser.nextToken();
                fields.put(name, parser.getString());
            }
        }
        return fields;
    }
}
