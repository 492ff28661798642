package dev.collab4j.core.internal.commit;

import dev.collab4j.core.internal.store.ClientLog;
import dev.collab4j.core.internal.store.IdRanges;
import dev.collab4j.core.internal.store.Struct;
import dev.collab4j.core.internal.store.TransactionState;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Joins structs that have become one run. Which boundaries are looked at decides the bytes of collected structs, so
 * these are exactly the ones that Yjs looks at.
 */
final class Merger {
    private Merger() {}

    static void merge(TransactionState transaction) {
        for (Map.Entry<Long, IdRanges.Ranges> entry : transaction.deleteSet.entries()) {
            ClientLog log = Objects.requireNonNull(transaction.store.findLog(entry.getKey()));
            mergeDeleted(log, entry.getValue(), transaction.hasGrown(log) ? transaction.beforeClock(log) : log.state());
        }
        for (ClientLog log : transaction.grownLogs()) {
            log.mergeBoundaries(log.find(transaction.beforeClock(log)).clock, log.state() - 1);
        }
        mergeSplits(transaction.splits);
    }

    /** Each boundary inside a deleted range, and the two at its ends; from {@code limit} on all are looked at later. */
    private static void mergeDeleted(ClientLog log, IdRanges.Ranges ranges, int limit) {
        for (int i = ranges.lastNotAfter(limit - 1L); i >= 0; i--) {
            int next = log.find((int) ranges.end(i) - 1).end();
            log.mergeBoundaries((int) ranges.clock(i), next);
        }
    }

    /** Both ends of what was cut off. */
    private static void mergeSplits(List<Struct> splits) {
        for (int i = splits.size() - 1; i >= 0; i--) {
            ClientLog log = splits.get(i).log;
            Struct struct = log.find(splits.get(i).clock);
            if (struct.end() < log.state() && log.mergeBoundaries(struct.end(), struct.end()) > 1) {
                continue;
            }
            struct = log.find(splits.get(i).clock);
            log.mergeBoundaries(struct.clock, struct.clock);
        }
    }
}
