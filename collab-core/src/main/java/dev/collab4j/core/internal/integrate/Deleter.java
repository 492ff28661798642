package dev.collab4j.core.internal.integrate;

import dev.collab4j.core.internal.store.Branch;
import dev.collab4j.core.internal.store.Content;
import dev.collab4j.core.internal.store.Item;
import dev.collab4j.core.internal.store.MapEntry;
import dev.collab4j.core.internal.store.SubDocument;
import dev.collab4j.core.internal.store.TransactionState;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Marks items as deleted, and with a type all that is in it. */
public final class Deleter {
    private Deleter() {}

    /** Deletes {@code item}; nothing happens if it is deleted already. */
    public static void delete(TransactionState transaction, Item item) {
        if (item.isDeleted()) {
            return;
        }
        mark(transaction, item);
        if (item.kind == Content.TYPE) {
            deleteChildren(transaction, item.branch());
        }
    }

    private static void mark(TransactionState transaction, Item item) {
        int visible = item.visibleLength();
        item.markDeleted();
        if (item.key == null) {
            item.parent.hidden(item, visible);
        }
        transaction.deleteSet.add(item.log.client, item.clock, item.length);
        transaction.addChanged(item.parent, item.key);
        if (item.kind == Content.DOC) {
            removeSubDocument(transaction, item.content(SubDocument.class));
        }
    }

    private static void removeSubDocument(TransactionState transaction, SubDocument document) {
        if (!transaction.subDocuments().added.remove(document)) {
            transaction.subDocuments().removed.add(document);
        }
    }

    /** Goes down before it goes on, as Yjs does by recursion; documents may be nested deeper than a stack. */
    private static void deleteChildren(TransactionState transaction, Branch root) {
        Deque<Children> open = new ArrayDeque<>();
        open.push(new Children(root));
        while (!open.isEmpty()) {
            Children children = open.element();
            Item child = children.next();
            if (child == null) {
                transaction.forgetChanged(children.branch);
                open.pop();
            } else if (!child.isDeleted()) {
                mark(transaction, child);
                if (child.kind == Content.TYPE) {
                    open.push(new Children(child.branch()));
                }
            } else if (!transaction.adds(child)) {
                // It is collected with its parent, and only these boundaries tell that it can be merged then.
                transaction.splits.add(child);
            }
        }
    }

    /** The items of the list, then the last item of each entry. */
    private static final class Children {
        final Branch branch;
        private final Iterator<Map.Entry<String, MapEntry>> entries;
        private @Nullable Item nextInList;

        Children(Branch branch) {
            this.branch = branch;
            this.nextInList = branch.start;
            this.entries = branch.entries().iterator();
        }

        @Nullable
        Item next() {
            Item item = nextInList;
            if (item != null) {
                nextInList = item.right;
                return item;
            }
            return entries.hasNext() ? entries.next().getValue().tail : null;
        }
    }
}
