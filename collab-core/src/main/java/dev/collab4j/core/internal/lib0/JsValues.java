package dev.collab4j.core.internal.lib0;

import dev.collab4j.core.Undefined;
import java.math.BigInteger;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Values as {@link AnyCodec} and {@link JsJson} return them: taken over from an application, and compared. */
public final class JsValues {
    private JsValues() {}

    /**
     * Returns a deep copy in which each value has the class that reading it back would give, and keys have
     * JavaScript's order.
     *
     * @throws IllegalArgumentException if something in it can't be written; the message names its path and class
     */
    public static @Nullable Object copyOf(@Nullable Object value) {
        return isScalar(value) ? copyScalar(value) : new Copier().copy(value);
    }

    private static boolean isScalar(@Nullable Object value) {
        return value == null
                || value == Undefined.INSTANCE
                || value instanceof String
                || value instanceof Boolean
                || value instanceof byte[]
                || (value instanceof Number number && isNumber(number));
    }

    private static boolean isNumber(Number number) {
        if (number instanceof BigInteger big) {
            return big.bitLength() <= 63;
        }
        return number instanceof Double
                || number instanceof Float
                || (AnyCodec.isWhole(number) && JsNumber.isExact(number.longValue()));
    }

    private static @Nullable Object copyScalar(@Nullable Object scalar) {
        if (scalar instanceof Number number && !(number instanceof BigInteger)) {
            return JsNumber.of(number.doubleValue());
        }
        return scalar instanceof byte[] bytes ? bytes.clone() : scalar;
    }

    /** Copies lists and maps, with the copies under construction beside the walk through the originals. */
    private static final class Copier {
        private final ValuePath path = new ValuePath();
        private final Deque<Object> copies = new ArrayDeque<>();

        Object copy(@Nullable Object value) {
            Object root = enter(value);
            while (!path.isEmpty()) {
                ValuePath.Level top = path.top();
                if (top.hasNext()) {
                    copyNext(top, copies.element());
                } else {
                    path.leave();
                    copies.pop();
                }
            }
            return root;
        }

        private Object enter(@Nullable Object value) {
            Object copy = path.enter(value).map
                    ? new LinkedHashMap<String, @Nullable Object>()
                    : new ArrayList<@Nullable Object>();
            copies.push(copy);
            return copy;
        }

        @SuppressWarnings("unchecked")
        private void copyNext(ValuePath.Level level, Object parent) {
            Object next = level.next();
            Object copy = isScalar(next) ? copyScalar(next) : enter(next);
            String key = level.key();
            if (key != null) {
                ((Map<String, @Nullable Object>) parent).put(key, copy);
            } else {
                ((List<@Nullable Object>) parent).add(copy);
            }
        }
    }

    /**
     * Whether two values read from JSON or {@code any} are equal as JavaScript structures: whatever the order of keys;
     * NaN differs from itself, and -0 doesn't from 0.
     */
    public static boolean deepEquals(@Nullable Object left, @Nullable Object right) {
        Deque<Iterator<Pair>> open = new ArrayDeque<>();
        Pair next = new Pair(left, right);
        while (true) {
            if (!next.shallowEquals()) {
                return false;
            }
            open.push(next.children());
            while (!open.element().hasNext()) {
                open.pop();
                if (open.isEmpty()) {
                    return true;
                }
            }
            next = open.element().next();
        }
    }

    /** Two values in the same place of two structures. */
    private record Pair(@Nullable Object left, @Nullable Object right) {
        boolean shallowEquals() {
            if (left instanceof List<?> a && right instanceof List<?> b) {
                return a.size() == b.size();
            }
            if (left instanceof Map<?, ?> a && right instanceof Map<?, ?> b) {
                return a.keySet().equals(b.keySet());
            }
            return scalarEquals();
        }

        private static boolean numbersEqual(Number a, Number b) {
            boolean big = a instanceof BigInteger || b instanceof BigInteger;
            return big ? a.equals(b) : a.doubleValue() == b.doubleValue();
        }

        private boolean scalarEquals() {
            if (left instanceof Number a && right instanceof Number b) {
                return numbersEqual(a, b);
            }
            if (left instanceof byte[] a && right instanceof byte[] b) {
                return Arrays.equals(a, b);
            }
            return left == null ? right == null : left.equals(right);
        }

        Iterator<Pair> children() {
            if (left instanceof List<?> a && right instanceof List<?> b) {
                Iterator<?> rights = b.iterator();
                return a.stream().map(value -> new Pair(value, rights.next())).iterator();
            }
            if (left instanceof Map<?, ?> a && right instanceof Map<?, ?> b) {
                return a.entrySet().stream()
                        .map(entry -> new Pair(entry.getValue(), b.get(entry.getKey())))
                        .iterator();
            }
            return Collections.emptyIterator();
        }
    }
}
