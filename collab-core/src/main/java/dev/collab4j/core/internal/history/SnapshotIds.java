package dev.collab4j.core.internal.history;

import dev.collab4j.core.internal.codec.StateWriter;
import dev.collab4j.core.internal.store.ClientLog;
import dev.collab4j.core.internal.store.IdRanges;
import dev.collab4j.core.internal.store.Item;
import dev.collab4j.core.internal.store.StructStore;
import dev.collab4j.core.internal.store.TransactionState;
import java.util.Map;
import java.util.TreeMap;

/**
 * The elements that were there at one time. Immutable by agreement.
 *
 * @param deletes the ids that were deleted, the ranges of a client rising
 * @param clocks the next clock of each client
 */
public record SnapshotIds(IdRanges deletes, Map<Long, Long> clocks) {

    public static SnapshotIds of(StructStore store) {
        Map<Long, Long> clocks = new TreeMap<>();
        for (ClientLog log : store.logs()) {
            clocks.put(log.client, (long) log.state());
        }
        return new SnapshotIds(StateWriter.deleteSet(store), clocks);
    }

    /** Whether the element could be seen. */
    boolean shows(long client, long clock) {
        return clock < clock(client) && !deletes.contains(client, clock);
    }

    /** Whether the first element of {@code item} could be seen, and so the others if it is {@link #cut}. */
    boolean shows(Item item) {
        return shows(item.log.client, item.clock);
    }

    /** The next clock of a client, 0 if it wasn't known. */
    public long clock(long client) {
        return clocks.getOrDefault(client, 0L);
    }

    /** Cuts items so that each could be seen as a whole or not at all; the end of the transaction joins them again. */
    void cut(TransactionState transaction) {
        StructStore store = transaction.store;
        clocks.forEach((client, clock) -> {
            if (clock < store.state(client)) {
                store.cleanStart(transaction, store.log(client), clock.intValue());
            }
        });
        store.forEach(transaction, deletes, struct -> {});
    }
}
