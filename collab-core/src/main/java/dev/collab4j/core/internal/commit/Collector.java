package dev.collab4j.core.internal.commit;

import dev.collab4j.core.internal.store.Branch;
import dev.collab4j.core.internal.store.ClientLog;
import dev.collab4j.core.internal.store.Content;
import dev.collab4j.core.internal.store.IdRanges;
import dev.collab4j.core.internal.store.Item;
import dev.collab4j.core.internal.store.MapEntry;
import dev.collab4j.core.internal.store.StructStore;
import dev.collab4j.core.internal.store.TransactionState;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Objects;

/** Forgets what a transaction deleted: content goes, and the children of a type become bare ids. */
final class Collector {
    private Collector() {}

    static void collect(TransactionState transaction, CommitHooks hooks, ErrorSink errors) {
        for (Map.Entry<Long, IdRanges.Ranges> entry : transaction.deleteSet.entries()) {
            ClientLog log = Objects.requireNonNull(transaction.store.findLog(entry.getKey()));
            IdRanges.Ranges ranges = entry.getValue();
            for (int i = ranges.size() - 1; i >= 0; i--) {
                collect(transaction.store, log, (int) ranges.clock(i), (int) ranges.end(i), hooks, errors);
            }
            log.compactText();
        }
    }

    private static void collect(
            StructStore store, ClientLog log, int from, int end, CommitHooks hooks, ErrorSink errors) {
        for (ClientLog.Walk walk = log.walkFrom(from); walk.hasNext(); ) {
            var struct = walk.next();
            if (struct.clock >= end) {
                return;
            }
            if (struct instanceof Item item && item.isDeleted() && !item.isKept() && hooks.mayCollect(item, errors)) {
                store.collecting(item);
                collect(item);
            }
        }
    }

    private static void collect(Item item) {
        if (item.kind == Content.TYPE) {
            collectChildren(item.branch());
        }
        item.dropContent();
    }

    /** A child may be a type itself, and types may be nested deeper than a stack. */
    private static void collectChildren(Branch root) {
        Deque<Branch> open = new ArrayDeque<>();
        open.push(root);
        while (!open.isEmpty()) {
            Branch branch = open.pop();
            for (Item item = branch.start; item != null; item = item.right) {
                forget(item, open);
            }
            for (Map.Entry<String, MapEntry> entry : branch.entries()) {
                for (Item item = entry.getValue().tail; item != null; item = item.left) {
                    forget(item, open);
                }
            }
            branch.clear();
        }
    }

    private static void forget(Item item, Deque<Branch> open) {
        if (item.kind == Content.TYPE) {
            open.push(item.branch());
        }
        item.dropContent();
        item.log.forget(item);
    }
}
