package dev.collab4j.core.prosemirror;

import dev.collab4j.core.Doc;
import dev.collab4j.core.SharedType;
import dev.collab4j.core.YXmlElement;
import dev.collab4j.core.internal.lib0.JsJson;
import dev.collab4j.core.internal.lib0.JsValues;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The attributes of elements, as far as they are values of JSON. */
final class Attributes {
    private Attributes() {}

    /** What ProseMirror sees of them, which only a stranger gives other values. */
    static Map<String, @Nullable Object> of(YXmlElement element) {
        Map<String, @Nullable Object> attributes = element.getAttributes();
        attributes.values().removeIf(value -> !isJson(value));
        return attributes;
    }

    private static boolean isJson(@Nullable Object value) {
        return !(value instanceof SharedType) && !(value instanceof Doc) && JsJson.isPrintable(value);
    }

    /** Sets those that differ and removes those that are gone. */
    static void update(YXmlElement element, Map<String, @Nullable Object> wanted) {
        Map<String, @Nullable Object> present = of(element);
        present.forEach((name, value) -> {
            if (value != null && wanted.get(name) == null && isStored(name)) {
                element.removeAttribute(name);
            }
        });
        wanted.forEach((name, value) -> {
            if (value != null && isStored(name) && !JsValues.deepEquals(present.get(name), value)) {
                element.setAttribute(name, value);
            }
        });
    }

    private static boolean isStored(String name) {
        return !name.equals(Marks.CHANGE);
    }
}
