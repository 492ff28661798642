package dev.collab4j.core.internal.integrate;

import dev.collab4j.core.internal.codec.Block;
import dev.collab4j.core.internal.codec.Id;
import dev.collab4j.core.internal.store.IdRanges;
import dev.collab4j.core.internal.store.StructStore;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Collects which ids parked blocks and deletes wait for. Used once. */
final class Missing {
    private final StructStore store;
    /** For each client the clock up to which all must be there; below it may be gaps that parked blocks fill. */
    private final Map<Long, Long> needed = new TreeMap<>();

    private final IdRanges parked = new IdRanges();
    private final IdRanges deleted = new IdRanges();

    Missing(StructStore store) {
        this.store = store;
    }

    void add(Block block) {
        if (block.isSkip()) {
            return;
        }
        parked.add(block.client(), block.clock(), block.length());
        need(block.client(), block.clock());
        need(block.origin());
        need(block.rightOrigin());
        if (block.parent() instanceof Id parent) {
            need(parent);
        }
    }

    /** A delete of an id that isn't known waits for that one, not for those before it. */
    void addDeletes(IdRanges deletes) {
        deletes.entries().forEach(entry -> {
            IdRanges.Ranges ranges = entry.getValue();
            for (int i = 0; i < ranges.size(); i++) {
                long from = Math.max(ranges.clock(i), store.state(entry.getKey()));
                if (from < ranges.end(i)) {
                    deleted.append(entry.getKey(), from, ranges.end(i) - from);
                }
            }
        });
    }

    private void need(@Nullable Id id) {
        if (id != null) {
            need(id.client(), id.clock() + 1);
        }
    }

    private void need(long client, long end) {
        if (store.state(client) < end) {
            needed.merge(client, end, Math::max);
        }
    }

    IdRanges ids() {
        parked.sortAndMerge();
        IdRanges all = new IdRanges();
        needed.forEach((client, end) -> addGaps(all, client, store.state(client), end));
        deleted.entries().forEach(entry -> {
            for (int i = 0; i < entry.getValue().size(); i++) {
                addGaps(
                        all,
                        entry.getKey(),
                        entry.getValue().clock(i),
                        entry.getValue().end(i));
            }
        });
        all.sortAndMerge();
        return all;
    }

    /** Adds what of [from, end) isn't parked. */
    private void addGaps(IdRanges all, long client, long from, long end) {
        IdRanges.Ranges there = parked.get(client);
        long clock = from;
        for (int i = 0; there != null && i < there.size() && clock < end; i++) {
            if (clock < there.clock(i)) {
                all.append(client, clock, Math.min(end, there.clock(i)) - clock);
            }
            clock = Math.max(clock, there.end(i));
        }
        if (clock < end) {
            all.append(client, clock, end - clock);
        }
    }
}
