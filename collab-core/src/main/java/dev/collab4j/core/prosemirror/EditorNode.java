package dev.collab4j.core.prosemirror;

import dev.collab4j.core.internal.lib0.JsJson;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A node or a mark of a document, as a rule sees it that turns it into something else. For one thread, within the rule. */
public final class EditorNode {
    private final String name;
    private final Map<String, @Nullable Object> unused;

    EditorNode(String name, Map<String, @Nullable Object> attributes) {
        this.name = name;
        unused = new LinkedHashMap<>(attributes);
        unused.values().removeIf(value -> value == null);
    }

    /** A mark; a peer that isn't ProseMirror may have given any value to it, often true. */
    @SuppressWarnings("unchecked")
    static EditorNode ofMark(String attribute, @Nullable Object value) {
        Map<String, @Nullable Object> attributes = value instanceof Map
                ? (Map<String, @Nullable Object>) value
                : Boolean.TRUE.equals(value) ? Map.of() : Collections.singletonMap("value", value);
        return new EditorNode(Marks.nameOf(attribute), attributes);
    }

    /**
     * Returns the name.
     *
     * @return as the schema of the editor has it, but anybody who may write can give any name
     */
    public String name() {
        return name;
    }

    /**
     * Returns an attribute, and counts it as used: what no rule asks for is kept in the HTML as data.
     *
     * @param attribute its name, not null
     * @return a value of JSON; null if there is none
     */
    public @Nullable Object attribute(String attribute) {
        return unused.remove(attribute);
    }

    /**
     * Returns an attribute as text if it is a string, a number or a boolean, and counts it as used then.
     *
     * @param attribute its name, not null
     * @return as JavaScript prints it; null if there is none, or a list or an object
     */
    public @Nullable String string(String attribute) {
        Object value = unused.get(attribute);
        if (value == null || value instanceof Map || value instanceof Iterable) {
            return null;
        }
        unused.remove(attribute);
        return value instanceof String text ? text : JsJson.stringify(value);
    }

    /** The attributes that nobody has asked for. */
    Map<String, @Nullable Object> unused() {
        return unused;
    }
}
