package dev.collab4j.core;

import dev.collab4j.core.internal.lib0.JsJson;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A selection as editors show it to each other through awareness: {@code y-codemirror.next}, {@code y-prosemirror} and
 * {@code y-quill} all put an object with the relative positions {@code anchor} and {@code head} into the field
 * {@value #FIELD} of their state.
 *
 * <pre>{@code
 * awareness.setLocalStateField(Cursor.FIELD, Cursor.of(text, 3, 8).toValue());
 * Cursor theirs = Cursor.in(awareness.states().get(client).value());
 * }</pre>
 *
 * <p>In text the positions are in the text itself. In {@code y-prosemirror} they are in XML texts and elements: a
 * position at the end of an element is inside of it, one that holds on to an element is in front of it.
 *
 * @param anchor where the selection began
 * @param head where it ends, and the caret is: the same as the anchor if nothing is selected
 */
public record Cursor(RelativePosition anchor, RelativePosition head) {
    /** The field of an awareness state where editors look for it, unless they are told another one. */
    public static final String FIELD = "cursor";

    /**
     * Checks the positions.
     *
     * @param anchor not null
     * @param head not null
     */
    public Cursor {
        Objects.requireNonNull(anchor, "anchor");
        Objects.requireNonNull(head, "head");
    }

    /**
     * Makes a cursor, as {@code y-codemirror.next} and {@code y-quill} do.
     *
     * @param type the text, or any other type; not null
     * @param anchor where the selection begins, from 0; beyond the end it means the end
     * @param head where it ends, before or behind the anchor
     * @return the cursor
     * @throws IndexOutOfBoundsException if one of them is negative
     */
    public static Cursor of(SharedType type, int anchor, int head) {
        return type.doc.look(() -> new Cursor(RelativePosition.of(type, anchor), RelativePosition.of(type, head)));
    }

    /**
     * Reads the cursor of an awareness state.
     *
     * @param state a state as JSON gives it; by agreement a Map, but clients may send anything
     * @return null if there is none: the editor hasn't the focus, or the state is nobody's who edits
     * @throws MalformedUpdateException if there is something else in its place
     */
    public static @Nullable Cursor in(@Nullable Object state) {
        return in(state, FIELD);
    }

    /**
     * Reads the cursor of an awareness state from another field.
     *
     * @param state a state as JSON gives it; by agreement a Map, but clients may send anything
     * @param field as the editor was told, for example {@code cursorStateField} of {@code y-prosemirror}; not null
     * @return null if there is none
     * @throws MalformedUpdateException if there is something else in its place
     */
    public static @Nullable Cursor in(@Nullable Object state, String field) {
        Object cursor = state instanceof Map<?, ?> map ? map.get(field) : null;
        return cursor == null ? null : fromValue(cursor);
    }

    /**
     * Reads a cursor from a value that was parsed from JSON.
     *
     * @param value a Map with {@code anchor} and {@code head}; null and all else is refused
     * @return the cursor
     * @throws MalformedUpdateException if the value is no cursor
     */
    public static Cursor fromValue(@Nullable Object value) {
        if (!(value instanceof Map<?, ?> map)) {
            throw new MalformedUpdateException("A cursor isn't an object");
        }
        return new Cursor(RelativePosition.fromValue(map.get("anchor")), RelativePosition.fromValue(map.get("head")));
    }

    /**
     * Returns this cursor as editors put it into awareness.
     *
     * @return a new Map, ready for JSON
     */
    public Map<String, Object> toValue() {
        Map<String, Object> value = new LinkedHashMap<>();
        value.put("anchor", anchor.toValue());
        value.put("head", head.toValue());
        return value;
    }

    /**
     * Reads a cursor from JSON.
     *
     * @param json not null
     * @return the cursor
     * @throws MalformedUpdateException if the text is no JSON or no cursor
     */
    public static Cursor fromJson(String json) {
        return fromValue(JsJson.parse(Objects.requireNonNull(json, "json")));
    }

    /**
     * Prints this cursor as the JSON that editors send.
     *
     * @return an object with {@code anchor} and {@code head}
     */
    public String toJson() {
        return Objects.requireNonNull(JsJson.stringify(toValue()));
    }
}
