package dev.collab4j.core.jackson;

import dev.collab4j.core.Undefined;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Nested lists and maps, gone through without recursion before Jackson, which recurses, gets them. */
final class Nested {
    private Nested() {}

    /** Refuses what is nested deeper than {@code max} lists and maps. */
    static void requireDepth(@Nullable Object value, int max) {
        Deque<Iterator<?>> open = new ArrayDeque<>();
        open.push(partsOf(value).iterator());
        while (!open.isEmpty()) {
            if (open.size() > max + 1) {
                throw new IllegalArgumentException("Nested deeper than " + max);
            }
            if (open.element().hasNext()) {
                open.push(partsOf(open.element().next()).iterator());
            } else {
                open.pop();
            }
        }
    }

    /** Puts null where JavaScript's undefined is, which Java doesn't have. */
    static void dropUndefined(Object value) {
        Deque<Object> open = new ArrayDeque<>();
        open.push(value);
        while (!open.isEmpty()) {
            Object next = open.pop();
            replaceUndefined(next);
            for (Object part : partsOf(next)) {
                if (part instanceof Map || part instanceof List) {
                    open.push(part);
                }
            }
        }
    }

    @SuppressWarnings("unchecked")
    private static void replaceUndefined(Object value) {
        if (value instanceof Map) {
            ((Map<String, @Nullable Object>) value).replaceAll((key, part) -> defined(part));
        } else if (value instanceof List) {
            ((List<@Nullable Object>) value).replaceAll(Nested::defined);
        }
    }

    private static @Nullable Object defined(@Nullable Object part) {
        return part == Undefined.INSTANCE ? null : part;
    }

    private static Collection<?> partsOf(@Nullable Object value) {
        if (value instanceof Map<?, ?> map) {
            return map.values();
        }
        return value instanceof List<?> list ? list : List.of();
    }
}
