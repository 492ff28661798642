package dev.collab4j.core.internal.lib0;

import dev.collab4j.core.MalformedUpdateException;
import dev.collab4j.core.Undefined;
import java.math.BigInteger;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
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
        return switch (text) {
            // Most formats: a parser for each would be most of what reading an update allocates.
            case "null" -> null;
            case "true" -> true;
            case "false" -> false;
            default -> JsonReader.parse(text);
        };
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

    /** Whether {@link #stringify} gives a text for a value of {@link AnyCodec}. */
    public static boolean isPrintable(@Nullable Object value) {
        if (value == Undefined.INSTANCE) {
            return false;
        }
        Deque<Iterator<?>> open = new ArrayDeque<>();
        open.push(Collections.singleton(value).iterator());
        while (!open.isEmpty()) {
            Iterator<?> values = open.element();
            if (!values.hasNext()) {
                open.pop();
                continue;
            }
            Object next = values.next();
            if (next instanceof BigInteger) {
                return false;
            }
            if (next instanceof List<?> list) {
                open.push(list.iterator());
            } else if (next instanceof Map<?, ?> map) {
                open.push(map.values().iterator());
            }
        }
        return true;
    }
}
