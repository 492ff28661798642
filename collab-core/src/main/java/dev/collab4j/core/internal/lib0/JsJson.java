package dev.collab4j.core.internal.lib0;

import dev.collab4j.core.MalformedUpdateException;
import org.jspecify.annotations.Nullable;

/**
 * JSON as JavaScript reads and prints it. Values are those of {@link AnyCodec}; a key {@code __proto__} is an ordinary
 * key here, as it is for {@code JSON.parse}.
 */
public final class JsJson {
    private JsJson() {}

    /**
     * Reads a text as {@code JSON.parse} does: the strict grammar, the last of two equal keys wins, numbers are doubles.
     *
     * @throws MalformedUpdateException if the text isn't JSON, or is nested deeper than {@link AnyCodec#MAX_DEPTH}
     */
    public static @Nullable Object parse(String text) {
        return JsonReader.parse(text);
    }

    /**
     * Prints a value as {@code JSON.stringify} does; returns null for {@code undefined}, which has no text.
     *
     * @throws IllegalArgumentException if something in it has no JSON: a BigInteger as in JavaScript, or a class that
     *     isn't one of the value classes
     */
    public static @Nullable String stringify(@Nullable Object value) {
        return new JsonPrinter().print(value);
    }
}
