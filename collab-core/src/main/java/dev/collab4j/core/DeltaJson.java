package dev.collab4j.core;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads deltas as Quill writes them. */
final class DeltaJson {
    private DeltaJson() {}

    static Delta read(@Nullable Object json) {
        if (!(json instanceof List<?> ops)) {
            throw new IllegalArgumentException("A delta is a list of operations");
        }
        Delta.Builder delta = Delta.builder();
        for (int i = 0; i < ops.size(); i++) {
            try {
                add(delta, ops.get(i));
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException("Operation " + i + " of the delta: " + e.getMessage(), e);
            }
        }
        return delta.build();
    }

    private static void add(Delta.Builder delta, @Nullable Object op) {
        if (!(op instanceof Map<?, ?> fields)) {
            throw new IllegalArgumentException("not an object");
        }
        Map<String, ?> attributes = attributes(fields.get("attributes"));
        if (fields.size() != (fields.containsKey("attributes") ? 2 : 1)) {
            throw new IllegalArgumentException("needs one of insert, retain and delete, and may have attributes");
        } else if (fields.containsKey("insert")) {
            delta.insert(content(fields.get("insert")), attributes);
        } else if (fields.containsKey("retain")) {
            delta.retain(length(fields.get("retain")), attributes);
        } else if (fields.containsKey("delete")) {
            delta.delete(length(fields.get("delete")));
        } else {
            throw new IllegalArgumentException("needs one of insert, retain and delete");
        }
    }

    private static Object content(@Nullable Object value) {
        if (value instanceof String || value instanceof Map) {
            return value;
        }
        throw new IllegalArgumentException("inserts neither a text nor an object");
    }

    private static int length(@Nullable Object value) {
        if (value instanceof Long length && length >= 1 && length <= Integer.MAX_VALUE) {
            return length.intValue();
        }
        throw new IllegalArgumentException("the length must be a whole number from 1 to 2^31 - 1: " + value);
    }

    @SuppressWarnings("unchecked") // the keys of a JSON object
    private static Map<String, ?> attributes(@Nullable Object value) {
        if (value == null || value instanceof Map) {
            return value == null ? Map.of() : (Map<String, ?>) value;
        }
        throw new IllegalArgumentException("attributes must be an object");
    }
}
