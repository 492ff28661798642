package dev.collab4j.core.internal.edit;

import dev.collab4j.core.Undefined;
import dev.collab4j.core.internal.lib0.JsOrder;
import dev.collab4j.core.internal.store.FormatMark;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The attributes in force at a place in a text, or wanted there, as JavaScript looks at them. */
public final class Attributes {
    private Attributes() {}

    /** Goes over a format: from here on it holds. */
    public static void apply(Map<String, @Nullable Object> attributes, FormatMark format) {
        if (format.value == null) {
            attributes.remove(format.key);
        } else {
            attributes.put(format.key, format.value);
        }
    }

    /** JavaScript's {@code attributes[key] !== undefined}: null is defined. */
    public static boolean isDefined(Map<String, @Nullable Object> attributes, String key) {
        return attributes.getOrDefault(key, Undefined.INSTANCE) != Undefined.INSTANCE;
    }

    /** JavaScript's {@code attributes[key] ?? null}. */
    public static @Nullable Object get(Map<String, @Nullable Object> attributes, String key) {
        return Values.orNull(attributes.get(key));
    }

    /** Whether two values mean the same: primitives that are equal, or objects with identical members. */
    public static boolean equal(@Nullable Object a, @Nullable Object b) {
        return JsEquality.equal(a, b);
    }

    /** A copy in JavaScript's order of keys. */
    public static Map<String, @Nullable Object> copy(Map<String, @Nullable Object> attributes) {
        return attributes.isEmpty() ? Map.of() : JsOrder.sorted(new LinkedHashMap<>(attributes));
    }
}
