package dev.collab4j.hub.internal.wire;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/** How many there are of each name, up to so many. Thread-safe; the name null isn't counted. */
final class Counts {

    private final ConcurrentMap<String, Integer> counts = new ConcurrentHashMap<>();
    private final int max;

    Counts(int max) {
        this.max = max;
    }

    /** Whether there are as many as there may be. */
    boolean isFull(@Nullable String name) {
        return name != null && counts.getOrDefault(name, 0) >= max;
    }

    /** Counts one more; false if there are as many as there may be. */
    boolean add(@Nullable String name) {
        if (name == null) {
            return true;
        }
        boolean[] added = new boolean[1];
        counts.compute(name, (n, count) -> {
            int before = count == null ? 0 : count;
            added[0] = before < max;
            return added[0] ? Integer.valueOf(before + 1) : count;
        });
        return added[0];
    }

    /** How many there are of all names. */
    int total() {
        return counts.values().stream().mapToInt(Integer::intValue).sum();
    }

    /** One that was counted has gone. */
    void remove(@Nullable String name) {
        if (name != null) {
            counts.computeIfPresent(name, (n, count) -> count == 1 ? null : count - 1);
        }
    }
}
