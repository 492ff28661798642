package dev.collab4j.core.internal.lib0;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A walk through nested lists and maps of an application, with a stack of its own and a name for every place in it, so
 * that an error can say where. Maps are walked in JavaScript's order.
 */
final class ValuePath {
    /** One list or map that is being walked. */
    static final class Level {
        final boolean map;
        final int size;
        private final Iterator<?> rest;
        private int index = -1;
        private @Nullable String key;

        private Level(boolean map, int size, Iterator<?> rest) {
            this.map = map;
            this.size = size;
            this.rest = rest;
        }

        boolean hasNext() {
            return rest.hasNext();
        }

        /** The key of the value that {@link #next} has returned, or null in a list. */
        @Nullable
        String key() {
            return key;
        }

        @Nullable
        Object next() {
            index++;
            return map ? enterKey((Map.Entry<?, ?>) rest.next()) : rest.next();
        }

        private @Nullable Object enterKey(Map.Entry<?, ?> entry) {
            key = (String) entry.getKey();
            return entry.getValue();
        }

        private String place() {
            return key == null ? "[" + index + "]" : "." + key;
        }
    }

    private final Deque<Level> levels = new ArrayDeque<>(4);

    boolean isEmpty() {
        return levels.isEmpty();
    }

    Level top() {
        return levels.element();
    }

    void leave() {
        levels.pop();
    }

    /** Goes into a list or map. Anything else, and what is too deep, is an IllegalArgumentException. */
    Level enter(@Nullable Object value) {
        if (levels.size() == AnyCodec.MAX_DEPTH) {
            throw new IllegalArgumentException("Value nested deeper than " + AnyCodec.MAX_DEPTH);
        }
        if (value instanceof List<?> list) {
            levels.push(new Level(false, list.size(), list.iterator()));
        } else if (value instanceof Map<?, ?> map) {
            Map<String, ?> ordered = ordered(map);
            levels.push(new Level(true, ordered.size(), ordered.entrySet().iterator()));
        } else {
            throw unsupported(value);
        }
        return levels.element();
    }

    @SuppressWarnings("unchecked")
    private Map<String, ?> ordered(Map<?, ?> map) {
        for (Object key : map.keySet()) {
            if (!(key instanceof String)) {
                throw new IllegalArgumentException("The key " + key + " of " + this + " isn't a String");
            }
        }
        return JsOrder.sorted((Map<String, ?>) map);
    }

    IllegalArgumentException unsupported(@Nullable Object value) {
        String what = value instanceof Number ? value + " of " : "";
        String type = value == null ? "null" : value.getClass().getName();
        return new IllegalArgumentException("Can't write the value at " + this + ": " + what + type);
    }

    /** Prints as {@code $.key[index]}. */
    @Override
    public String toString() {
        StringBuilder path = new StringBuilder("$");
        levels.descendingIterator().forEachRemaining(level -> path.append(level.place()));
        return path.toString();
    }
}
