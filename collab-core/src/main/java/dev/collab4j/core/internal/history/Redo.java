package dev.collab4j.core.internal.history;

import dev.collab4j.core.internal.integrate.Integrator;
import dev.collab4j.core.internal.store.Branch;
import dev.collab4j.core.internal.store.Content;
import dev.collab4j.core.internal.store.IdRanges;
import dev.collab4j.core.internal.store.Item;
import dev.collab4j.core.internal.store.Redone;
import dev.collab4j.core.internal.store.TransactionState;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Puts deleted items back: a copy of each with a new id, at the place of the old one, in what took the place of its
 * parent. Where the content of a parent was collected it can't be done, and Yjs fails.
 */
final class Redo {
    private final TransactionState transaction;
    private final Set<Item> items;
    private final IdRanges insertions;
    private final RedoRules rules;

    /** All of {@code items} are to be put back in the end; what is in {@code insertions} is to be deleted then. */
    Redo(TransactionState transaction, Set<Item> items, IdRanges insertions, RedoRules rules) {
        this.transaction = transaction;
        this.items = items;
        this.insertions = insertions;
        this.rules = rules;
    }

    /** Puts {@code item} back, after the types that it is in; returns whether it is back, or was already. */
    boolean redo(Item item) {
        Deque<Item> waiting = new ArrayDeque<>();
        waiting.push(item);
        for (Item parent = deadParent(item); parent != null; parent = deadParent(parent)) {
            if (!items.contains(parent)) {
                return false;
            }
            waiting.push(parent);
        }
        while (!waiting.isEmpty()) {
            if (!redoOne(waiting.pop())) {
                return false;
            }
        }
        return true;
    }

    /** The parent if it has to be put back first, otherwise null. */
    private static @Nullable Item deadParent(Item item) {
        Item parent = item.parent.item;
        return !item.isRedone() && parent != null && parent.isDeleted() && !parent.isRedone() ? parent : null;
    }

    private boolean redoOne(Item item) {
        Redone place = item.log.redone(item);
        if (place != null) {
            RedoneChain.cut(transaction, place);
            return true;
        }
        Branch parent = parentOf(item);
        return parent != null && (item.key == null ? redoElement(item, parent) : redoEntry(item, item.key, parent));
    }

    /** The type that {@code item} belongs into now; null if its content was collected. */
    private @Nullable Branch parentOf(Item item) {
        Item holder = item.parent.item;
        if (holder == null || !holder.isDeleted()) {
            return item.parent;
        }
        while (holder != null && holder.isRedone()) {
            holder = RedoneChain.next(transaction, holder);
        }
        return holder != null && holder.kind == Content.TYPE ? holder.branch() : null;
    }

    private boolean redoElement(Item item, Branch parent) {
        Item left = null;
        for (Item next = item.left; next != null && left == null; next = next.left) {
            left = traceInto(parent, next);
        }
        Item right = null;
        for (Item next = item; next != null && right == null; next = next.right) {
            right = traceInto(parent, next);
        }
        return insert(item, parent, left, right);
    }

    /** What {@code item} became in {@code parent}, null if nothing. */
    private @Nullable Item traceInto(Branch parent, Item item) {
        Item trace = item;
        while (trace != null && trace.parent.item != parent.item) {
            trace = RedoneChain.next(transaction, trace);
        }
        return trace;
    }

    private boolean redoEntry(Item item, String key, Branch parent) {
        Item left = parent.tail(key);
        if (item.right != null && !rules.ignoreRemoteMapChanges()) {
            Item last = lastIfOwn(item);
            if (last == null) {
                return false;
            }
            left = last.parent == parent ? last : left;
        }
        return insert(item, parent, left, null);
    }

    /** The last of the entries after {@code item}; null if somebody else's is among them, which must not go. */
    private @Nullable Item lastIfOwn(Item item) {
        Item last = item;
        while (last != null && last.right != null) {
            if (!isOwn(last.right)) {
                return null;
            }
            last = last.right;
            while (last != null && last.isRedone()) {
                last = RedoneChain.next(transaction, last);
            }
        }
        return last;
    }

    private boolean isOwn(Item item) {
        long client = item.log.client;
        return item.isRedone()
                || insertions.contains(client, item.clock)
                || rules.isDeletedByAnyStep(client, item.clock);
    }

    private boolean insert(Item item, Branch parent, @Nullable Item left, @Nullable Item right) {
        Item copy = Integrator.insertCopy(transaction, parent, left, right, item);
        item.log.redone(item, new Redone(copy.log, copy.clock));
        Step.keep(copy, true);
        return true;
    }
}
