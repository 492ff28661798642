package dev.collab4j.core.patch;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Looks at JSON values as a whole, which may be nested deeper than a stack. */
final class JsonValues {
    private JsonValues() {}

    private record Pair(@Nullable Object left, @Nullable Object right) {}

    /** Whether two values are the same JSON; the order of keys doesn't matter. */
    static boolean equal(@Nullable Object left, @Nullable Object right) {
        Deque<Pair> open = new ArrayDeque<>();
        open.push(new Pair(left, right));
        while (!open.isEmpty()) {
            if (!sameApartFromInside(open.pop(), open)) {
                return false;
            }
        }
        return true;
    }

    private static boolean sameApartFromInside(Pair pair, Deque<Pair> open) {
        if (pair.left instanceof Map<?, ?> left && pair.right instanceof Map<?, ?> right) {
            left.forEach((key, value) -> open.push(new Pair(value, right.get(key))));
            return left.keySet().equals(right.keySet());
        }
        if (pair.left instanceof List<?> left && pair.right instanceof List<?> right && left.size() == right.size()) {
            List<?> others = new ArrayList<>(right);
            int at = 0;
            for (Object value : left) {
                open.push(new Pair(value, others.get(at++)));
            }
            return true;
        }
        boolean isInside = pair.left instanceof Map || pair.left instanceof List;
        return !isInside && Objects.equals(pair.left, pair.right);
    }

    /** How many values there are in one, and UTF-16 units in its texts. */
    static long weight(@Nullable Object value) {
        long weight = 0;
        Deque<Object> open = new ArrayDeque<>();
        open.push(Objects.requireNonNullElse(value, ""));
        while (!open.isEmpty()) {
            Object next = open.pop();
            weight += next instanceof String text ? 1 + text.length() : next instanceof byte[] bytes ? bytes.length : 1;
            if (next instanceof Map<?, ?> map) {
                map.values().forEach(inner -> open.push(Objects.requireNonNullElse(inner, "")));
            } else if (next instanceof List<?> list) {
                list.forEach(inner -> open.push(Objects.requireNonNullElse(inner, "")));
            }
        }
        return weight;
    }
}
