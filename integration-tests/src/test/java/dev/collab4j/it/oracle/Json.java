package dev.collab4j.it.oracle;

import dev.collab4j.core.Undefined;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/** Writes requests for the oracle: JSON, in ASCII, with tagged objects for the values that JSON can't say (values.mjs reads them). */
public final class Json {
    private final StringBuilder out = new StringBuilder();

    private Json() {}

    public static String write(Object value) {
        Json json = new Json();
        json.append(value);
        return json.out.toString();
    }

    private void append(Object value) {
        if (value == null || value instanceof Boolean || value instanceof Integer || value instanceof Long) {
            out.append(value);
        } else if (value instanceof String text) {
            appendString(text);
        } else if (value instanceof Fields fields) {
            appendFields(fields);
        } else if (value instanceof List<?> list) {
            appendList(list);
        } else {
            appendTagged(value);
        }
    }

    private void appendString(String text) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            appendUnit(text.charAt(i));
        }
        out.append('"');
    }

    private void appendUnit(char unit) {
        if (unit < ' ' || unit > '~' || unit == '"' || unit == '\\') {
            out.append("\\u").append(HexFormat.of().toHexDigits(unit));
        } else {
            out.append(unit);
        }
    }

    private void appendFields(Fields fields) {
        out.append('{');
        Iterator<Map.Entry<String, Object>> entries = fields.map().entrySet().iterator();
        while (entries.hasNext()) {
            Map.Entry<String, Object> entry = entries.next();
            appendString(entry.getKey());
            out.append(':');
            append(entry.getValue());
            out.append(entries.hasNext() ? "," : "");
        }
        out.append('}');
    }

    private void appendList(Iterable<?> list) {
        out.append('[');
        Iterator<?> elements = list.iterator();
        while (elements.hasNext()) {
            append(elements.next());
            out.append(elements.hasNext() ? "," : "");
        }
        out.append(']');
    }

    private void appendTagged(Object value) {
        if (value == Undefined.INSTANCE) {
            append(Fields.of("$", "u"));
        } else if (value instanceof Double number) {
            append(Fields.of("$", "d", "v", Long.toHexString(Double.doubleToRawLongBits(number))));
        } else if (value instanceof BigInteger number) {
            append(Fields.of("$", "i", "v", number.toString()));
        } else if (value instanceof byte[] bytes) {
            append(Fields.of("$", "b", "v", HexFormat.of().formatHex(bytes)));
        } else if (value instanceof SubDoc document) {
            append(Fields.of("$", "s", "v", options(document)));
        } else if (value instanceof Map<?, ?> map) {
            append(Fields.of("$", "o", "v", entries(map)));
        } else {
            throw new IllegalArgumentException("no JSON for " + value.getClass());
        }
    }

    private static Fields options(SubDoc document) {
        return Fields.of(
                "guid", document.guid(), "gc", document.gc(), "autoLoad", document.autoLoad(), "meta", document.meta());
    }

    private static List<?> entries(Map<?, ?> map) {
        return map.entrySet().stream()
                .map(entry -> Arrays.asList(entry.getKey(), entry.getValue()))
                .toList();
    }
}
