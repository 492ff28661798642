package dev.collab4j.core.internal.history;

import dev.collab4j.core.internal.store.ClientLog;
import dev.collab4j.core.internal.store.IdRanges;
import dev.collab4j.core.internal.store.Item;
import dev.collab4j.core.internal.store.TransactionState;

/**
 * What is undone, or redone, at once. Both sets are sorted and never changed.
 *
 * @param insertions the ids that were added
 * @param deletions the ids that were deleted
 */
public record Step(IdRanges insertions, IdRanges deletions) {

    /** What {@code transaction} did; it is sealed, and the structs of its deletions are still whole. */
    public static Step of(TransactionState transaction) {
        IdRanges insertions = new IdRanges();
        for (ClientLog log : transaction.grownLogs()) {
            long from = transaction.beforeClock(log);
            insertions.add(log.client, from, transaction.afterClock(log) - from);
        }
        return new Step(insertions, transaction.deleteSet);
    }

    /** This step and {@code next} as one. */
    public Step and(Step next) {
        return new Step(merge(insertions, next.insertions), merge(deletions, next.deletions));
    }

    private static IdRanges merge(IdRanges first, IdRanges second) {
        IdRanges merged = new IdRanges();
        merged.addAll(first);
        merged.addAll(second);
        merged.sortAndMerge();
        return merged;
    }

    /**
     * Says whether what was deleted within {@code scope} has to stay complete. Of the types around an item all up to
     * the first that is as wanted already are told too.
     */
    public void keepDeleted(TransactionState transaction, Scope scope, boolean keep) {
        var inScope = scope.test();
        transaction.store.forEach(transaction, deletions, struct -> {
            if (struct instanceof Item item && inScope.test(item)) {
                keep(item, keep);
            }
        });
    }

    static void keep(Item item, boolean keep) {
        for (Item next = item; next != null && next.isKept() != keep; next = next.parent.item) {
            next.keep(keep);
        }
    }
}
