package dev.collab4j.core.internal.lib0;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The order of an object's keys in JavaScript: array indices ("0" to "4294967294", without leading zeros) first and
 * ascending, then the rest as they were first set.
 */
public final class JsOrder {
    private static final long MAX_INDEX = 0xFFFF_FFFEL;
    private static final int MAX_DIGITS = 10;

    private JsOrder() {}

    /** Whether JavaScript moves this key to the front. */
    public static boolean isArrayIndex(String key) {
        return arrayIndex(key) >= 0;
    }

    /** Returns the key as an array index, or -1. */
    public static long arrayIndex(String key) {
        int length = key.length();
        if (length == 0 || length > MAX_DIGITS || (key.charAt(0) == '0' && length > 1)) {
            return -1;
        }
        long index = 0;
        for (int i = 0; i < length; i++) {
            int digit = key.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                return -1;
            }
            index = index * 10 + digit;
        }
        return index <= MAX_INDEX ? index : -1;
    }

    /** Returns the same map if its order is JavaScript's already, else a sorted copy. */
    public static <V extends @Nullable Object> Map<String, V> sorted(Map<String, V> map) {
        return inOrder(map) ? map : sort(map);
    }

    private static boolean inOrder(Map<String, ?> map) {
        long last = -1;
        for (String key : map.keySet()) {
            long index = arrayIndex(key);
            if (index >= 0 && index < last) {
                return false;
            }
            last = index < 0 ? Long.MAX_VALUE : index;
        }
        return true;
    }

    private static <V extends @Nullable Object> Map<String, V> sort(Map<String, V> map) {
        Map<Long, String> indices = new TreeMap<>();
        for (String key : map.keySet()) {
            long index = arrayIndex(key);
            if (index >= 0) {
                indices.put(index, key);
            }
        }
        Map<String, V> result = new LinkedHashMap<>();
        for (String key : indices.values()) {
            result.put(key, map.get(key));
        }
        result.putAll(map);
        return result;
    }
}
