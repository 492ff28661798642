package dev.collab4j.core.internal.edit;

import dev.collab4j.core.internal.lib0.JsOrder;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Copies nested lists and maps with a stack of its own, as they may be nested deeper than a thread's. Used once. */
abstract class ValueCopier {
    private final Deque<Level> open = new ArrayDeque<>();

    final @Nullable Object copy(@Nullable Object value) {
        Object copy = begin(value);
        while (!open.isEmpty()) {
            Level level = open.element();
            if (level.hasNext()) {
                Object next = level.next();
                level.add(begin(next));
            } else {
                open.pop();
            }
        }
        return copy;
    }

    private @Nullable Object begin(@Nullable Object value) {
        Level level = enter(value);
        if (level == null) {
            return leaf(value);
        }
        open.push(level);
        return level.copy();
    }

    /** The level to go through if {@code value} has parts, otherwise null. */
    @Nullable
    Level enter(@Nullable Object value) {
        if (value instanceof List<?> list) {
            return new ListLevel(list.iterator());
        }
        return value instanceof Map<?, ?> map ? new MapLevel(inOrder(map)) : null;
    }

    /** The copy of a value without parts. */
    abstract @Nullable Object leaf(@Nullable Object value);

    /** How many lists and maps are open around the value that is looked at. */
    final int depth() {
        return open.size();
    }

    /** Where the value is that is looked at, as {@code $.key[index]}. */
    final String place() {
        StringBuilder place = new StringBuilder("$");
        open.descendingIterator().forEachRemaining(level -> place.append(level.place()));
        return place.toString();
    }

    private Map<String, ?> inOrder(Map<?, ?> map) {
        Map<String, @Nullable Object> checked = new LinkedHashMap<>();
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            if (!(entry.getKey() instanceof String key)) {
                throw new IllegalArgumentException("The key " + entry.getKey() + " at " + place() + " isn't a String");
            }
            checked.put(key, entry.getValue());
        }
        return JsOrder.sorted(checked);
    }

    /** A list or map, half copied. */
    abstract static class Level {
        abstract boolean hasNext();

        abstract @Nullable Object next();

        abstract void add(@Nullable Object copy);

        abstract Object copy();

        abstract String place();
    }

    /** A list, half copied. */
    static final class ListLevel extends Level {
        private final Iterator<?> rest;
        private final List<@Nullable Object> copy = new ArrayList<>();
        private int index = -1;

        ListLevel(Iterator<?> elements) {
            rest = elements;
        }

        @Override
        boolean hasNext() {
            return rest.hasNext();
        }

        @Override
        @Nullable
        Object next() {
            index++;
            return rest.next();
        }

        @Override
        void add(@Nullable Object element) {
            copy.add(element);
        }

        @Override
        Object copy() {
            return copy;
        }

        @Override
        String place() {
            return "[" + index + "]";
        }
    }

    /** A map, half copied. */
    static final class MapLevel extends Level {
        private final Iterator<? extends Map.Entry<String, ?>> rest;
        private final Map<String, @Nullable Object> copy = new LinkedHashMap<>();
        private String key = "";

        MapLevel(Map<String, ?> entries) {
            rest = entries.entrySet().iterator();
        }

        @Override
        boolean hasNext() {
            return rest.hasNext();
        }

        @Override
        @Nullable
        Object next() {
            Map.Entry<String, ?> entry = rest.next();
            key = entry.getKey();
            return entry.getValue();
        }

        @Override
        void add(@Nullable Object value) {
            copy.put(key, value);
        }

        @Override
        Object copy() {
            return copy;
        }

        @Override
        String place() {
            return "." + key;
        }
    }
}
