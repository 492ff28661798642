package dev.collab4j.core.internal.event;

import dev.collab4j.core.internal.index.PositionTree;
import dev.collab4j.core.internal.store.Branch;
import dev.collab4j.core.internal.store.ClientLog;
import dev.collab4j.core.internal.store.Content;
import dev.collab4j.core.internal.store.IdRanges;
import dev.collab4j.core.internal.store.Item;
import dev.collab4j.core.internal.store.ShortCuts;
import dev.collab4j.core.internal.store.Struct;
import dev.collab4j.core.internal.store.TransactionState;
import dev.collab4j.core.internal.store.TypeRef;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * The items of a long list that a transaction added or deleted, in the order of the list, with the number of elements
 * between them: found by their ids and brought into order by the index, so that the list isn't walked.
 */
final class ChangedItems {
    /** Walks what changed from left to right. */
    interface Visitor {
        /** So many elements that were there before, and are now. */
        void keep(int elements);

        /** An item that the transaction added, or deleted, or both. */
        void visit(Item item);
    }

    /** If a transaction changed more structs, of whatever list, the list is walked. */
    private static final int MAX = 1000;

    private final TransactionState transaction;
    private final Branch list;
    private final List<Item> found = new ArrayList<>(2);
    private int seen;

    private ChangedItems(ChangeEvent event) {
        transaction = event.transaction;
        list = event.target;
    }

    /**
     * Offers what changed to {@code visitor}, but for what is kept at the end.
     *
     * @return false if the list has to be walked instead: it is short, it was changed at many places, or there are formats
     */
    static boolean visit(ChangeEvent event, Visitor visitor) {
        PositionTree tree = ShortCuts.taken ? PositionTree.of(event.target) : null;
        if (tree == null || tree.hasFormats() || (isText(event.target) && tree.hasValues())) {
            return false;
        }
        ChangedItems changed = new ChangedItems(event);
        if (!changed.findAdded() || !changed.findDeleted() || changed.hasFormats()) {
            return false;
        }
        changed.visit(tree, visitor);
        return true;
    }

    /** The delta of a text says nothing of values, which only a made-up update puts there. */
    private static boolean isText(Branch list) {
        return TypeRef.isText(list.typeRef().kind());
    }

    private boolean findAdded() {
        for (ClientLog log : transaction.touchedLogs()) {
            if (!find(log, transaction.beforeClock(log), log.state(), true)) {
                return false;
            }
        }
        return true;
    }

    private boolean findDeleted() {
        if (transaction.deleteSet.isEmpty()) {
            return true;
        }
        for (Map.Entry<Long, IdRanges.Ranges> entry : transaction.deleteSet.entries()) {
            ClientLog log = transaction.store.findLog(entry.getKey());
            IdRanges.Ranges ranges = entry.getValue();
            for (int i = 0; log != null && i < ranges.size(); i++) {
                if (!find(log, (int) ranges.clock(i), (int) ranges.end(i), false)) {
                    return false;
                }
            }
        }
        return true;
    }

    private boolean find(ClientLog log, int from, int end, boolean added) {
        for (ClientLog.Walk walk = log.walkFrom(from); walk.hasNext(); ) {
            Struct struct = walk.next();
            if (struct.clock >= end) {
                return true;
            }
            if (++seen > MAX) {
                return false;
            }
            if (struct instanceof Item item && isOfList(item) && transaction.adds(item) == added) {
                found.add(item);
            }
        }
        return true;
    }

    private boolean isOfList(Item item) {
        return item.parent == list && item.key == null;
    }

    private boolean hasFormats() {
        for (Item item : found) {
            if (item.kind == Content.FORMAT) {
                return true;
            }
        }
        return false;
    }

    private void visit(PositionTree tree, Visitor visitor) {
        if (found.size() > 1) {
            found.sort(Comparator.comparingLong(tree::placeOf));
        }
        int passed = 0;
        for (Item item : found) {
            int before = tree.indexOf(item);
            if (before > passed) {
                visitor.keep(before - passed);
            }
            visitor.visit(item);
            passed = before + item.visibleLength();
        }
    }
}
