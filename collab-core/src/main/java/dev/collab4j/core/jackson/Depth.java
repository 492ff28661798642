package dev.collab4j.core.jackson;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How deep values are nested, found out without recursion. */
final class Depth {
    private Depth() {}

    /** Refuses what is nested deeper than {@code max} lists and maps. */
    static void require(@Nullable Object value, int max) {
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

    private static Collection<?> partsOf(@Nullable Object value) {
        if (value instanceof Map<?, ?> map) {
            return map.values();
        }
        return value instanceof List<?> list ? list : List.of();
    }
}
