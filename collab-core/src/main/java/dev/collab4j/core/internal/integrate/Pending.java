package dev.collab4j.core.internal.integrate;

import dev.collab4j.core.internal.codec.Block;
import dev.collab4j.core.internal.store.IdRanges;
import dev.collab4j.core.internal.store.StructStore;
import dev.collab4j.core.internal.update.BlockMerger;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What arrived before something that it depends on: blocks, and deletes of ids not known yet. */
public final class Pending {
    private List<Block> blocks = List.of();
    private final Map<Long, Long> missing = new HashMap<>();
    private @Nullable IdRanges deletes;
    private final Map<Long, Instant> since = new HashMap<>();
    private boolean changed;

    /** The parked blocks in the order of an update. */
    public List<Block> blocks() {
        return blocks;
    }

    /** The parked deletes, null if there are none. */
    public @Nullable IdRanges deletes() {
        return deletes;
    }

    public boolean isEmpty() {
        return blocks.isEmpty() && deletes == null;
    }

    /** Whether a clock that something waited for has come. */
    boolean canRetry(StructStore store) {
        return missing.entrySet().stream().anyMatch(entry -> entry.getValue() < store.state(entry.getKey()));
    }

    void park(List<Block> rest, Map<Long, Long> restMissing) {
        if (rest.isEmpty()) {
            return;
        }
        restMissing.forEach((client, clock) -> missing.merge(client, clock, Math::min));
        changed = true;
        blocks = blocks.isEmpty() ? rest : BlockMerger.mergeBlocks(List.of(blocks, rest));
    }

    /** Hands over the parked blocks to try them again. */
    List<Block> takeBlocks() {
        List<Block> taken = blocks;
        blocks = List.of();
        missing.clear();
        return taken;
    }

    @Nullable
    IdRanges takeDeletes() {
        IdRanges taken = deletes;
        deletes = null;
        return taken;
    }

    void parkDeletes(IdRanges first, IdRanges second) {
        IdRanges all = new IdRanges();
        all.addAll(first);
        all.addAll(second);
        all.sortAndMerge();
        deletes = all.isEmpty() ? null : all;
        changed |= deletes != null;
    }

    /** Forgets all that waits. */
    void drop() {
        takeBlocks();
        takeDeletes();
        since.clear();
    }

    /** Remembers since when ids of each client are missing. */
    void note(StructStore store, Supplier<Instant> now) {
        if (isEmpty()) {
            since.clear();
        } else if (changed) {
            Set<Long> waitedFor = new HashSet<>();
            missing(store).entries().forEach(entry -> waitedFor.add(entry.getKey()));
            since.keySet().retainAll(waitedFor);
            Instant instant = now.get();
            waitedFor.forEach(client -> since.putIfAbsent(client, instant));
        }
        changed = false;
    }

    /** Since when ids of {@code client} are missing; known for all that were missing when something was parked last. */
    public @Nullable Instant since(long client) {
        return since.get(client);
    }

    /**
     * The ids without which what waits can't be integrated, or deleted, and which don't wait themselves: by client, in
     * rising order, without overlaps.
     */
    IdRanges missing(StructStore store) {
        Missing missing = new Missing(store);
        blocks.forEach(missing::add);
        if (deletes != null) {
            missing.addDeletes(deletes);
        }
        return missing.ids();
    }
}
