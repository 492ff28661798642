package dev.collab4j.core.internal.lib0;

import dev.collab4j.core.MalformedUpdateException;
import dev.collab4j.core.Undefined;
import java.math.BigInteger;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
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
            default -> isPlainString(text) ? text.substring(1, text.length() - 1) : JsonReader.parse(text);
        };
    }

    /** Whether this is one string in quotes without anything escaped or to be escaped. */
    private static boolean isPlainString(String text) {
        int end = text.length() - 1;
        if (end < 1 || text.charAt(0) != '"' || text.charAt(end) != '"') {
            return false;
        }
        for (int i = 1; i < end; i++) {
            char c = text.charAt(i);
            if (c < ' ' || c == '"' || c == '\\') {
                return false;
            }
        }
        return true;
    }

    /**
     * Prints a value as {@code JSON.stringify} does; returns null for {@code undefined}, which has no text.
     *
     * @throws IllegalArgumentException if something in it has no JSON: a BigInteger as in JavaScript, or a class that
     *     isn't one of the value classes
     */
    public static @Nullable String stringify(@Nullable Object value) {
        return new JsonPrinter(null).print(value);
    }

    /**
     * The same with objects that know how they look as JSON.
     *
     * @param plain JavaScript's {@code toJSON}: what to print for an object that isn't a scalar, or the object itself
     */
    public static @Nullable String stringify(@Nullable Object value, UnaryOperator<Object> plain) {
        return new JsonPrinter(plain).print(value);
    }

    /** Whether {@link #stringify} gives a text for a value of {@link AnyCodec}. */
    public static boolean isPrintable(@Nullable Object value) {
        Iterator<?> members = membersOf(value);
        return value != Undefined.INSTANCE
                && !(value instanceof BigInteger)
                && (members == null || haveNoBigInteger(members));
    }

    private static boolean haveNoBigInteger(Iterator<?> members) {
        Deque<Iterator<?>> open = new ArrayDeque<>(4);
        open.push(members);
        while (!open.isEmpty()) {
            if (!open.element().hasNext()) {
                open.pop();
                continue;
            }
            Object next = open.element().next();
            if (next instanceof BigInteger) {
                return false;
            }
            Iterator<?> inner = membersOf(next);
            if (inner != null) {
                open.push(inner);
            }
        }
        return true;
    }

    private static @Nullable Iterator<?> membersOf(@Nullable Object value) {
        if (value instanceof Map<?, ?> map) {
            return map.values().iterator();
        }
        return value instanceof List<?> list ? list.iterator() : null;
    }
}
