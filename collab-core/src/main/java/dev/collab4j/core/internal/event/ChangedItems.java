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
 * What a transaction added to a long list or deleted from it, in the order of the list, with the number of elements
 * between: found by its ids and brought into order by the index, so that the list isn't walked. These are whole items, or
 * parts of items if short cuts have joined them with others ahead of the end.
 */
final class ChangedItems {
    /** Walks what changed from left to right. */
    interface Visitor {
        /** So many elements that were there before, and are now. */
        void keep(int elements);

        /** Elements of an item that the transaction added. */
        void insert(Item item, int offset, int length);

        /** Elements of an item that were there before. */
        void delete(Item item, int length);
    }

    /** The elements of {@code item} from one offset to another. */
    private record Part(Item item, int from, int to, boolean added) {}

    /** If a transaction changed more structs, of whatever list, the list is walked. */
    private static final int MAX = 1000;

    private final TransactionState transaction;
    private final Branch list;
    private final List<Part> found = new ArrayList<>(2);
    private final boolean joined;
    private int seen;

    private ChangedItems(ChangeEvent event) {
        transaction = event.transaction;
        list = event.target;
        joined = transaction.isJoined();
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
                int end = Math.min((int) ranges.end(i), transaction.beforeClock(log));
                if (!find(log, (int) ranges.clock(i), end, false)) {
                    return false;
                }
            }
        }
        return true;
    }

    private boolean find(ClientLog log, int from, int end, boolean added) {
        for (ClientLog.Walk walk = log.walkFrom(from); from < end && walk.hasNext(); ) {
            Struct struct = walk.next();
            if (struct.clock >= end) {
                return true;
            }
            if (++seen > MAX) {
                return false;
            }
            if (struct instanceof Item item && isOfList(item)) {
                note(item, from, end, added);
            }
        }
        return true;
    }

    /**
     * Notes what the transaction added and hasn't deleted, or deleted and hasn't added. As in Yjs an item counts as what
     * its first element is, also if an earlier transaction's end has joined others to it.
     */
    private void note(Item item, int clock, int end, boolean added) {
        int from = joined ? Math.max(clock - item.clock, 0) : 0;
        int to = joined ? Math.min(end - item.clock, item.length) : item.length;
        int first = item.clock + from;
        boolean isNew = first >= transaction.beforeClock(item.log);
        if (isNew == added && transaction.deleteSet.contains(item.log.client, first) != added) {
            found.add(new Part(item, from, to, added));
        }
    }

    private boolean isOfList(Item item) {
        return item.parent == list && item.key == null;
    }

    private boolean hasFormats() {
        for (Part part : found) {
            if (part.item.kind == Content.FORMAT) {
                return true;
            }
        }
        return false;
    }

    private void visit(PositionTree tree, Visitor visitor) {
        if (found.size() > 1) {
            found.sort(Comparator.comparingLong((Part part) -> tree.placeOf(part.item))
                    .thenComparingInt(Part::from));
        }
        int passed = 0;
        for (Part part : found) {
            int before = tree.indexOf(part.item) + (part.item.isVisible() ? part.from : 0);
            if (before > passed) {
                visitor.keep(before - passed);
            }
            passed = before + visit(part, visitor);
        }
    }

    /** Returns how many elements of the list as it is now were visited. */
    private static int visit(Part part, Visitor visitor) {
        int length = part.to - part.from;
        if (!part.added) {
            visitor.delete(part.item, length);
            return 0;
        }
        visitor.insert(part.item, part.from, length);
        return part.item.isVisible() ? length : 0;
    }
}
