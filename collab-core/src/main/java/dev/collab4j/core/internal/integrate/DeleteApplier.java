package dev.collab4j.core.internal.integrate;

import dev.collab4j.core.internal.store.ClientLog;
import dev.collab4j.core.internal.store.IdRanges;
import dev.collab4j.core.internal.store.Item;
import dev.collab4j.core.internal.store.Struct;
import dev.collab4j.core.internal.store.StructStore;
import dev.collab4j.core.internal.store.TransactionState;
import java.util.Map;

/** Deletes ranges of ids that another replica has deleted. */
final class DeleteApplier {
    private DeleteApplier() {}

    /** Returns the ranges, or parts of them, whose ids aren't known yet. */
    static IdRanges apply(TransactionState transaction, IdRanges deletes) {
        IdRanges unknown = new IdRanges();
        for (Map.Entry<Long, IdRanges.Ranges> entry : deletes.entries()) {
            IdRanges.Ranges ranges = entry.getValue();
            for (int i = 0; i < ranges.size(); i++) {
                applyRange(transaction, unknown, entry.getKey(), ranges.clock(i), ranges.end(i));
            }
        }
        return unknown;
    }

    private static void applyRange(TransactionState transaction, IdRanges unknown, long client, long clock, long end) {
        ClientLog log = transaction.store.findLog(client);
        long state = log == null ? 0 : log.state();
        if (state < end) {
            long from = Math.max(clock, state);
            unknown.append(client, from, end - from);
        }
        if (log != null && clock < state) {
            delete(transaction, log, (int) clock, (int) Math.min(end, state));
        }
    }

    private static void delete(TransactionState transaction, ClientLog log, int from, int end) {
        StructStore store = transaction.store;
        int clock = from;
        while (clock < end) {
            Struct struct = log.find(clock);
            if (struct instanceof Item item && !item.isDeleted()) {
                Item target = item.clock < clock ? store.split(transaction, item, clock - item.clock) : item;
                if (end < target.end()) {
                    store.split(transaction, target, end - target.clock);
                }
                Deleter.delete(transaction, target);
                clock = target.end();
            } else {
                clock = struct.end();
            }
        }
    }
}
