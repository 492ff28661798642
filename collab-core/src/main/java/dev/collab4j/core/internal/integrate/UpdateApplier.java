package dev.collab4j.core.internal.integrate;

import dev.collab4j.core.internal.codec.Block;
import dev.collab4j.core.internal.codec.BlockReader;
import dev.collab4j.core.internal.codec.EncodedUpdate;
import dev.collab4j.core.internal.store.ClientLog;
import dev.collab4j.core.internal.store.IdRanges;
import dev.collab4j.core.internal.store.Item;
import dev.collab4j.core.internal.store.Struct;
import dev.collab4j.core.internal.store.StructStore;
import dev.collab4j.core.internal.store.TransactionState;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Applies decoded updates to one document and keeps what has to wait. */
public final class UpdateApplier {
    private final StructStore store;
    private final InstantSource clock;
    private final Pending pending = new Pending();

    public UpdateApplier(StructStore store, InstantSource clock) {
        this.store = store;
        this.clock = clock;
    }

    public Pending pending() {
        return pending;
    }

    /** Applies {@code update}, then what waited for it. */
    public void apply(TransactionState transaction, DecodedUpdate update) {
        transaction.local = false;
        DecodedUpdate next = update;
        while (next != null) {
            createRoots(next.blocks().subList(0, next.rooted()));
            next = applyOnce(transaction, next);
        }
        pending.note(store, clock);
    }

    /** The ids that something waits for. */
    public IdRanges missing() {
        return pending.missing(store);
    }

    /** Forgets all that waits. */
    public void dropPending() {
        pending.drop();
    }

    /** A root exists as soon as something names it, even if that has to wait. */
    private void createRoots(List<Block> blocks) {
        for (Block block : blocks) {
            if (block.parent() instanceof String root) {
                store.root(root);
            }
        }
    }

    /** Returns the parked blocks if they are worth another try. */
    private @Nullable DecodedUpdate applyOnce(TransactionState transaction, DecodedUpdate update) {
        Map<Long, Long> missing = new HashMap<>();
        StoreTarget target = new StoreTarget(transaction);
        List<Block> rest = Scheduler.run(target, update.blocks(), missing);
        boolean retry = pending.canRetry(target);
        pending.park(rest, missing);
        applyDeletes(transaction, update.deletes());
        EncodedUpdate parked = retry ? pending.takeStructs() : null;
        return parked == null ? null : DecodedUpdate.read(BlockReader.of(parked));
    }

    private void applyDeletes(TransactionState transaction, IdRanges deletes) {
        IdRanges parked = pending.takeDeletes();
        IdRanges rest = DeleteApplier.apply(transaction, deletes);
        pending.parkDeletes(rest, parked == null ? new IdRanges() : DeleteApplier.apply(transaction, parked));
    }

    /** Whether applying {@code update} would change nothing, what is parked included. */
    public boolean contains(DecodedUpdate update) {
        return update.blocks().stream().allMatch(this::containsBlock) && containsDeletes(update.deletes());
    }

    private boolean containsBlock(Block block) {
        return block.isSkip() || block.end() <= store.state(block.client()) || isParked(block);
    }

    private boolean isParked(Block block) {
        IdRanges.Ranges parked = pending.ids().get(block.client());
        return parked != null && parked.covers(Math.max(block.clock(), store.state(block.client())), block.end());
    }

    private boolean containsDeletes(IdRanges deletes) {
        return deletes.entries().stream().allMatch(entry -> {
            IdRanges.Ranges ranges = entry.getValue();
            for (int i = 0; i < ranges.size(); i++) {
                if (!isDeleted(entry.getKey(), ranges.clock(i), ranges.end(i))) {
                    return false;
                }
            }
            return true;
        });
    }

    private boolean isDeleted(long client, long from, long end) {
        ClientLog log = store.findLog(client);
        long known = log == null ? 0 : log.state();
        if (log != null && from < known && !allDeleted(log, (int) from, Math.min(end, known))) {
            return false;
        }
        IdRanges parked = pending.deletes();
        IdRanges.Ranges ranges = parked == null ? null : parked.get(client);
        return end <= known || (ranges != null && ranges.covers(Math.max(from, known), end));
    }

    private static boolean allDeleted(ClientLog log, int from, long end) {
        for (ClientLog.Walk walk = log.walkFrom(from); walk.hasNext(); ) {
            Struct struct = walk.next();
            if (struct.clock >= end) {
                return true;
            }
            if (struct instanceof Item && !struct.isDeleted()) {
                return false;
            }
        }
        return true;
    }
}
