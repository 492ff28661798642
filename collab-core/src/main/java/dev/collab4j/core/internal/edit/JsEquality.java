package dev.collab4j.core.internal.edit;

import java.math.BigInteger;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** When JavaScript and Yjs hold two values for the same. */
final class JsEquality {
    private JsEquality() {}

    /** JavaScript's {@code ===}: primitives by value, objects by identity. */
    static boolean identical(@Nullable Object a, @Nullable Object b) {
        if (a instanceof Number x && b instanceof Number y) {
            return sameNumber(x, y);
        }
        return (a instanceof String || a instanceof Boolean) ? a.equals(b) : a == b;
    }

    private static boolean sameNumber(Number a, Number b) {
        if (a instanceof BigInteger || b instanceof BigInteger) {
            return a.equals(b);
        }
        return a.doubleValue() == b.doubleValue();
    }

    /** Equal as attributes are: identical, or objects with identical members. */
    static boolean equal(@Nullable Object a, @Nullable Object b) {
        if (identical(a, b)) {
            return true;
        }
        Map<?, ?> x = members(a);
        Map<?, ?> y = members(b);
        return x != null && y != null && x.size() == y.size() && holdsAll(x, y);
    }

    private static boolean holdsAll(Map<?, ?> x, Map<?, ?> y) {
        for (Map.Entry<?, ?> entry : x.entrySet()) {
            if (!y.containsKey(entry.getKey()) || !identical(y.get(entry.getKey()), entry.getValue())) {
                return false;
            }
        }
        return true;
    }

    /** The members of an object as JavaScript counts them, or null if {@code value} is a primitive. */
    static @Nullable Map<?, ?> members(@Nullable Object value) {
        if (value instanceof Map<?, ?> map) {
            return map;
        }
        if (value instanceof List<?> list) {
            return indexed(list.size(), list::get);
        }
        return value instanceof byte[] bytes ? indexed(bytes.length, i -> (long) (bytes[i] & 0xFF)) : null;
    }

    /** An element of something with indices. */
    interface Element {
        @Nullable
        Object at(int index);
    }

    static Map<String, @Nullable Object> indexed(int size, Element elements) {
        Map<String, @Nullable Object> members = new HashMap<>();
        for (int i = 0; i < size; i++) {
            members.put(Integer.toString(i), elements.at(i));
        }
        return members;
    }
}
