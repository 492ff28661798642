package dev.collab4j.core.internal.integrate;

import dev.collab4j.core.internal.codec.Block;
import dev.collab4j.core.internal.codec.EncodedUpdate;
import dev.collab4j.core.internal.codec.Id;
import dev.collab4j.core.internal.store.IdRanges;
import dev.collab4j.core.internal.store.StructStore;
import dev.collab4j.core.internal.update.UpdateOperations;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What arrived before something that it depends on: structs, and deletes of ids not known yet. As in Yjs the structs are
 * kept encoded in version 2, which has all values that version 1 has; that also takes much less memory.
 */
public final class Pending {
    private @Nullable EncodedUpdate structs;
    private IdRanges ids = new IdRanges();

    /** For each client the clock up to which all must be there; below it may be gaps that parked structs fill. */
    private final Map<Long, Long> needed = new TreeMap<>();

    private final Map<Long, Long> missing = new HashMap<>();
    private @Nullable IdRanges deletes;
    private final Map<Long, Instant> since = new HashMap<>();
    private boolean changed;

    /** The parked structs as an update without deletes, null if there are none. */
    public @Nullable EncodedUpdate structs() {
        return structs;
    }

    /** The ids of the parked structs: sorted and joined. */
    IdRanges ids() {
        return ids;
    }

    /** The parked deletes, null if there are none. */
    public @Nullable IdRanges deletes() {
        return deletes;
    }

    public boolean isEmpty() {
        return structs == null && deletes == null;
    }

    /** Whether a clock that something waited for has come. */
    public boolean canRetry(BlockTarget target) {
        for (Map.Entry<Long, Long> entry : missing.entrySet()) {
            if (entry.getValue() < target.state(entry.getKey())) {
                return true;
            }
        }
        return false;
    }

    /** The parked structs, of which there are some, and {@code rest} as one update. */
    public EncodedUpdate structsWith(List<Block> rest) {
        EncodedUpdate parked = Objects.requireNonNull(structs);
        return rest.isEmpty() ? parked : UpdateOperations.merge(List.of(parked, UpdateOperations.write(rest)));
    }

    void park(List<Block> rest, Map<Long, Long> restMissing) {
        if (rest.isEmpty()) {
            return;
        }
        restMissing.forEach((client, clock) -> missing.merge(client, clock, Math::min));
        changed = true;
        structs = structs == null ? UpdateOperations.write(rest) : structsWith(rest);
        rememberRuns(rest);
        rest.forEach(this::rememberReferences);
    }

    /** The ids of {@code rest}, a run of adjoining structs at a time, each of which waits for the ids before it. */
    private void rememberRuns(List<Block> rest) {
        Block first = rest.get(0);
        Block last = first;
        for (Block block : rest) {
            if (block.client() != last.client() || block.clock() > last.end() || block.isSkip() || last.isSkip()) {
                rememberRun(first, last);
                first = block;
            }
            last = block;
        }
        rememberRun(first, last);
        ids.sortAndMerge();
    }

    private void rememberRun(Block first, Block last) {
        if (!first.isSkip()) {
            ids.add(first.client(), first.clock(), last.end() - first.clock());
            need(first.client(), first.clock());
        }
    }

    private void rememberReferences(Block block) {
        need(block, block.origin());
        need(block, block.rightOrigin());
        if (block.parent() instanceof Id parent) {
            need(block, parent);
        }
    }

    /** What its own client made lies before it, and is needed anyhow. */
    private void need(Block block, @Nullable Id id) {
        if (id != null && id.client() != block.client()) {
            need(id.client(), id.clock() + 1);
        }
    }

    private void need(long client, long end) {
        needed.merge(client, end, Math::max);
    }

    /** Hands over the parked structs to try them again. */
    @Nullable
    EncodedUpdate takeStructs() {
        EncodedUpdate taken = structs;
        structs = null;
        ids = new IdRanges();
        needed.clear();
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
        deletes = null;
        if (first.isEmpty() && second.isEmpty()) {
            return;
        }
        IdRanges all = new IdRanges();
        all.addAll(first);
        all.addAll(second);
        all.sortAndMerge();
        deletes = all;
        changed = true;
    }

    /** Forgets all that waits. */
    void drop() {
        takeStructs();
        takeDeletes();
        since.clear();
    }

    /** Remembers since when ids of each client are missing. */
    void note(StructStore store, InstantSource clock) {
        if (isEmpty()) {
            since.clear();
        } else if (changed) {
            Set<Long> waitedFor = new HashSet<>();
            missing(store).entries().forEach(entry -> waitedFor.add(entry.getKey()));
            since.keySet().retainAll(waitedFor);
            Instant instant = clock.instant();
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
        Missing gaps = new Missing(ids);
        needed.forEach((client, end) -> gaps.add(client, store.state(client), end));
        if (deletes != null) {
            addDeletes(gaps, deletes, store);
        }
        return gaps.ids();
    }

    /** A delete of an id that isn't known waits for that one, not for those before it. */
    private static void addDeletes(Missing gaps, IdRanges deletes, StructStore store) {
        deletes.entries().forEach(entry -> {
            IdRanges.Ranges ranges = entry.getValue();
            for (int i = 0; i < ranges.size(); i++) {
                gaps.add(entry.getKey(), Math.max(ranges.clock(i), store.state(entry.getKey())), ranges.end(i));
            }
        });
    }
}
