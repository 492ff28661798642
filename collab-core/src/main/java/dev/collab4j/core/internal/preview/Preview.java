package dev.collab4j.core.internal.preview;

import dev.collab4j.core.internal.codec.Block;
import dev.collab4j.core.internal.codec.BlockReader;
import dev.collab4j.core.internal.integrate.DecodedUpdate;
import dev.collab4j.core.internal.integrate.Pending;
import dev.collab4j.core.internal.integrate.Scheduler;
import dev.collab4j.core.internal.store.IdRanges;
import dev.collab4j.core.internal.store.StructStore;
import java.util.HashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What applying an update would do, with what it unlocks. The caller holds the lock of the document. */
public final class Preview {
    private final StructStore store;
    private final Rehearsal rehearsal;
    private final IdRanges deletes = new IdRanges();
    private final @Nullable IdRanges parkedDeletes;
    private final boolean waits;
    private final boolean unlocks;

    private Preview(StructStore store, Pending pending, DecodedUpdate update) {
        this.store = store;
        rehearsal = new Rehearsal(store);
        deletes.addAll(update.deletes());
        deletes.sortAndMerge();
        parkedDeletes = pending.deletes();
        boolean unlocksStructs = rehearse(update.blocks(), pending);
        waits = update.blocks().stream().anyMatch(this::waits) || reachesBeyond(deletes);
        unlocks = unlocksStructs || (parkedDeletes != null && concernsKnown(parkedDeletes));
    }

    /** Finds out what {@code update} would do, and changes nothing. */
    public static Preview of(StructStore store, Pending pending, DecodedUpdate update) {
        return new Preview(store, pending, update);
    }

    /** As an update is applied; returns whether something that waited comes with it. */
    private boolean rehearse(List<Block> blocks, Pending pending) {
        List<Block> rest = Scheduler.run(rehearsal, blocks, new HashMap<>());
        if (!pending.canRetry(rehearsal)) {
            return false;
        }
        int count = rehearsal.count();
        List<Block> parked =
                DecodedUpdate.read(BlockReader.of(pending.structsWith(rest))).blocks();
        Scheduler.run(rehearsal, parked, new HashMap<>());
        return rehearsal.count() > count;
    }

    private boolean waits(Block block) {
        return !block.isSkip() && block.end() > rehearsal.state(block.client());
    }

    private boolean reachesBeyond(IdRanges ranges) {
        return ranges.entries().stream().anyMatch(entry -> {
            IdRanges.Ranges own = entry.getValue();
            return own.end(own.size() - 1) > rehearsal.state(entry.getKey());
        });
    }

    private boolean concernsKnown(IdRanges ranges) {
        return ranges.entries().stream().anyMatch(entry -> entry.getValue().clock(0) < rehearsal.state(entry.getKey()));
    }

    /** Whether a part of the update would be parked, or is and stays so. */
    public boolean waits() {
        return waits;
    }

    /** The part of {@code update}, which this was made of, that would not be parked. */
    public DecodedUpdate ready(DecodedUpdate update) {
        List<Block> blocks = update.blocks().stream()
                .filter(block -> block.end() <= rehearsal.state(block.client()))
                .toList();
        IdRanges known = new IdRanges();
        deletes.entries().forEach(entry -> addKnown(known, entry.getKey(), entry.getValue()));
        return new DecodedUpdate(blocks, blocks.size(), known);
    }

    private void addKnown(IdRanges known, long client, IdRanges.Ranges ranges) {
        int state = rehearsal.state(client);
        for (int i = 0; i < ranges.size() && ranges.clock(i) < state; i++) {
            known.append(client, ranges.clock(i), Math.min(ranges.end(i), state) - ranges.clock(i));
        }
    }

    /** Whether something that was parked would come into effect. */
    public boolean unlocks() {
        return unlocks;
    }

    /** Tells what could be seen. Used once. */
    public void tell(EffectSink sink) {
        IdRanges overwritten = rehearsal.links.overwritten();
        Gone gone = new Gone(
                parkedDeletes == null ? List.of(deletes, overwritten) : List.of(deletes, overwritten, parkedDeletes));
        Outcome.tell(store, rehearsal, gone, sink);
    }
}
