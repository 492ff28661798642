package dev.collab4j.core.internal.edit;

import dev.collab4j.core.internal.index.PositionTree;
import dev.collab4j.core.internal.integrate.Deleter;
import dev.collab4j.core.internal.store.Content;
import dev.collab4j.core.internal.store.FormatMark;
import dev.collab4j.core.internal.store.Item;
import dev.collab4j.core.internal.store.TransactionState;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The formats between two visible elements, of which some may say nothing. Which of them Yjs deletes is part of the
 * bytes, so the rules here are its rules, odd ones included: values are compared by identity.
 */
final class FormatGap {
    private final TransactionState transaction;
    private final Map<String, @Nullable Object> before;
    private final Map<String, @Nullable Object> current;
    private final Map<String, FormatMark> lasting = new HashMap<>();
    private boolean reachedCurrent;
    private int deleted;

    private FormatGap(
            TransactionState transaction, Map<String, @Nullable Object> before, Map<String, @Nullable Object> current) {
        this.transaction = transaction;
        this.before = before;
        this.current = current;
    }

    /**
     * Deletes the formats from {@code start} to the next visible element that are overruled in that gap, or that say
     * what was in force before it.
     *
     * @param end where the caller stands; the attributes there are {@code current}, which is kept up to date
     * @param before the attributes at {@code start}
     * @return how many formats were deleted
     */
    static int cleanUp(
            TransactionState transaction,
            Item start,
            @Nullable Item end,
            Map<String, @Nullable Object> before,
            Map<String, @Nullable Object> current) {
        FormatGap gap = new FormatGap(transaction, before, current);
        gap.cleanUp(start, end);
        return gap.deleted;
    }

    /** Whether there are formats between {@code start} and the next visible element. */
    static boolean holdsFormats(Item start) {
        if (PositionTree.isPlain(start.parent)) {
            return false;
        }
        Item item = start;
        while (item != null && !item.isVisible() && !isFormat(item)) {
            item = item.right;
        }
        return item != null && isFormat(item);
    }

    private void cleanUp(Item start, @Nullable Item end) {
        for (Item item = start; item != null && !item.isVisible(); item = item.right) {
            if (isFormat(item)) {
                lasting.put(item.format().key, item.format());
            }
        }
        for (Item item = start; item != null && !item.isVisible(); item = item.right) {
            reachedCurrent |= item == end;
            if (isFormat(item)) {
                examine(item);
            }
        }
    }

    private void examine(Item item) {
        FormatMark format = item.format();
        Object old = Attributes.get(before, format.key);
        boolean repeats = JsEquality.identical(old, format.value);
        if (lasting.get(format.key) == format && !repeats) {
            applyToCurrent(format);
            return;
        }
        Deleter.delete(transaction, item);
        deleted++;
        boolean inForce = JsEquality.identical(Attributes.get(current, format.key), format.value);
        if (!reachedCurrent && inForce && !repeats) {
            Attributes.apply(current, new FormatMark(format.key, old));
        }
    }

    private void applyToCurrent(FormatMark format) {
        if (!reachedCurrent) {
            Attributes.apply(current, format);
        }
    }

    /** Deletes all formats of the gap around {@code item} that are overruled in it, whatever was in force before. */
    static void cleanUpContextless(TransactionState transaction, Item item) {
        Item last = item;
        while (last.right != null && !last.right.isVisible()) {
            last = last.right;
        }
        Set<String> keys = new HashSet<>();
        for (Item other = last; other != null && !other.isVisible(); other = other.left) {
            if (isFormat(other) && !keys.add(other.format().key)) {
                Deleter.delete(transaction, other);
            }
        }
    }

    static boolean isFormat(Item item) {
        return item.kind == Content.FORMAT && !item.isDeleted();
    }
}
