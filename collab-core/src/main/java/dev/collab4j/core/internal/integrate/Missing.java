package dev.collab4j.core.internal.integrate;

import dev.collab4j.core.internal.store.IdRanges;

/** Collects the ids of ranges that aren't parked. Used once. */
final class Missing {
    private final IdRanges parked;
    private final IdRanges all = new IdRanges();

    /** Leaves out {@code parked}, which is sorted and joined. */
    Missing(IdRanges parked) {
        this.parked = parked;
    }

    /** Adds what of [from, end) isn't parked. */
    void add(long client, long from, long end) {
        IdRanges.Ranges there = parked.get(client);
        long clock = from;
        for (int i = 0; there != null && i < there.size() && clock < end; i++) {
            addRange(client, clock, Math.min(end, there.clock(i)));
            clock = Math.max(clock, there.end(i));
        }
        addRange(client, clock, end);
    }

    private void addRange(long client, long from, long end) {
        if (from < end) {
            all.append(client, from, end - from);
        }
    }

    /** What was added and isn't parked: by client, in rising order, without overlaps. */
    IdRanges ids() {
        all.sortAndMerge();
        return all;
    }
}
