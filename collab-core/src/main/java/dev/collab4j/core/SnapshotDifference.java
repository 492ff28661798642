package dev.collab4j.core;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What one snapshot has and another one hasn't. What was inserted and deleted in between is in both parts. Immutable
 * and thread-safe.
 *
 * @param inserted the ids that are known: of each client the range behind what the other snapshot knows; clients
 *     ascending
 * @param deleted the ids that are deleted and weren't in the other snapshot, known there or not
 */
public record SnapshotDifference(Map<Long, List<DeleteSet.Range>> inserted, DeleteSet deleted) {
    /**
     * Copies the ranges.
     *
     * @param inserted not null
     * @param deleted not null
     */
    public SnapshotDifference {
        inserted = Collections.unmodifiableMap(new TreeMap<>(inserted));
    }

    /**
     * Whether there is no difference.
     *
     * @return true if nothing was inserted and nothing deleted
     */
    public boolean isEmpty() {
        return inserted.isEmpty() && deleted.toMap().isEmpty();
    }
}
