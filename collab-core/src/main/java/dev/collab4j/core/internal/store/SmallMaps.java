package dev.collab4j.core.internal.store;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Maps in the order of their entries that are immutable and small while there is at most one entry: most transactions
 * are small. {@code Collections} has them, as those of {@code Map.of} make objects to be iterated.
 */
public final class SmallMaps {
    private SmallMaps() {}

    /** The map to go on with instead of {@code map} once {@code key} stands for {@code value}. */
    public static <K, V> Map<K, V> with(Map<K, V> map, K key, V value) {
        if (map.isEmpty()) {
            return Collections.singletonMap(key, value);
        }
        Map<K, V> larger = map.size() == 1 ? new LinkedHashMap<>(map) : map;
        larger.put(key, value);
        return larger;
    }

    /** The map to go on with instead of {@code map} once there is nothing for {@code key}. */
    public static <K, V> Map<K, V> without(Map<K, V> map, K key) {
        if (map.size() == 1) {
            return map.containsKey(key) ? Collections.emptyMap() : map;
        }
        if (!map.isEmpty()) {
            map.remove(key);
        }
        return map;
    }
}
