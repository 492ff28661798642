package dev.collab4j.core;

import dev.collab4j.core.internal.lib0.JsJson;
import org.jspecify.annotations.Nullable;

/** JSON text as JavaScript reads and prints it. */
public final class Json {
    private Json() {}

    /**
     * Reads a value as {@code JSON.parse} does: the strict grammar, the last of two equal keys wins.
     *
     * @param text nested up to 20,000 deep; not null
     * @return strings, booleans, Long (whole numbers up to 2^53-1), Double, lists, maps and null
     * @throws IllegalArgumentException if the text isn't JSON; the message says where
     */
    public static @Nullable Object parse(String text) {
        try {
            return JsJson.parse(text);
        } catch (MalformedUpdateException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    /**
     * Prints a value as {@code JSON.stringify} does: numbers in JavaScript's form, keys that are array indices first and
     * the others in the order of their map, halves of surrogate pairs escaped, bytes as an object of their indices.
     * {@link Undefined} is left out of maps and {@code null} in lists.
     *
     * <p>Each document, shared type or delta in it is printed as its {@code toJson()}, under its document's lock. To
     * print several as they are at one moment call this in {@link Doc#read}.
     *
     * @param value plain values as {@link SharedType} names them, documents, shared types and deltas, nested up to
     *     20,000 deep; may be null
     * @return the text, in one line
     * @throws IllegalArgumentException if something has no JSON: {@link Undefined} alone, a BigInteger anywhere, or an
     *     object of another class; the message says where
     */
    public static String stringify(@Nullable Object value) {
        String text = JsJson.stringify(value, Json::plain);
        if (text == null) {
            throw new IllegalArgumentException("JSON has no undefined");
        }
        return text;
    }

    /** What JavaScript's {@code toJSON} method of the object gives. */
    private static Object plain(Object value) {
        if (value instanceof SharedType type) {
            return type.toJson();
        }
        if (value instanceof Delta delta) {
            return delta.toJson();
        }
        return value instanceof Doc doc ? doc.toJson() : value;
    }
}
