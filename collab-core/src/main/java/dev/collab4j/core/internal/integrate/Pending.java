package dev.collab4j.core.internal.integrate;

import dev.collab4j.core.internal.codec.Block;
import dev.collab4j.core.internal.store.IdRanges;
import dev.collab4j.core.internal.store.StructStore;
import dev.collab4j.core.internal.update.BlockMerger;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What arrived before something that it depends on: blocks, and deletes of ids not known yet. */
public final class Pending {
    private List<Block> blocks = List.of();
    private final Map<Long, Long> missing = new HashMap<>();
    private @Nullable IdRanges deletes;

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
    }
}
