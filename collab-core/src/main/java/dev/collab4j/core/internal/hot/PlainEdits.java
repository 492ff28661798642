package dev.collab4j.core.internal.hot;

import dev.collab4j.core.internal.index.PositionTree;
import dev.collab4j.core.internal.store.Branch;
import dev.collab4j.core.internal.store.ClientLog;
import dev.collab4j.core.internal.store.Content;
import dev.collab4j.core.internal.store.Item;
import dev.collab4j.core.internal.store.StructStore;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Local edits of plain text that are a whole transaction each, and that nobody watches. Each method does what the
 * general way does ({@code TextEdit}, {@code Integrator}, {@code Deleter}, {@code Collector}, {@code Merger}), or it
 * returns false and has changed nothing.
 */
final class PlainEdits {
    private static final int MAX_GAP = 64;
    private static final int MAX_RUNS = 64;

    private final StructStore store;
    private final PlainChange change;
    private @Nullable Item found;
    private int offset;

    PlainEdits(StructStore store, PlainChange change) {
        this.store = store;
        this.change = change;
    }

    /** Inserts {@code text}, which isn't empty, behind {@code index} elements. */
    boolean insert(Branch branch, int index, String text) {
        ClientLog log = store.log(store.clientId());
        boolean fits = index <= branch.length && log.state() <= Integer.MAX_VALUE - text.length();
        if (!fits || branch.isDeleted() || !find(branch, index)) {
            return false;
        }
        Item left = found;
        if (left == null || offset == left.length) {
            return append(branch, left, index, log, text);
        }
        if (left.kind != Content.STRING || !Runs.canSplit(left, offset)) {
            return false;
        }
        change.insertInto(log, branch, left, offset, text);
        return true;
    }

    private boolean append(Branch branch, @Nullable Item left, int index, ClientLog log, String text) {
        if (left != null && left.log == log && change.canGrow(left) && isPlain(left.right)) {
            change.grow(left, text);
            return true;
        }
        return insertIntoGap(branch, left, index, log, text);
    }

    private static boolean isPlain(@Nullable Item right) {
        return right == null || right.isVisible();
    }

    /** Goes over the tombstones behind {@code start}, as one who types does. */
    private boolean insertIntoGap(Branch branch, @Nullable Item start, int index, ClientLog log, String text) {
        Item left = start;
        Item right = start == null ? branch.start : start.right;
        for (int i = 0; right != null && right.isDeleted(); i++) {
            if (i == MAX_GAP) {
                return insertBehindGap(branch, index, log, text);
            }
            left = right;
            right = right.right;
        }
        if (!isPlain(right)) {
            return false;
        }
        change.insert(log, branch, left, right, text);
        return true;
    }

    /** Behind a long row of tombstones, which isn't walked. */
    private boolean insertBehindGap(Branch branch, int index, ClientLog log, String text) {
        PositionTree tree = PositionTree.of(branch);
        if (tree == null || tree.hasFormats()) {
            return false;
        }
        Item right = index < branch.length ? tree.find(index + 1) : null;
        change.insert(log, branch, right != null ? right.left : tree.last(), right, text);
        return true;
    }

    /** Deletes {@code length} elements from {@code index} on if they are within a few runs. */
    boolean delete(Branch branch, int index, int length) {
        if (length > branch.length - index || !find(branch, index + 1) || found == null) {
            return false;
        }
        Item run = found;
        int from = offset - 1;
        if (!canDelete(run, from, length)) {
            return false;
        }
        change.begin();
        delete(run, from, length);
        return true;
    }

    /** Whether all is plain text that may be collected, and no format lies in the gap: the general way may delete it. */
    private static boolean canDelete(Item first, int from, int length) {
        Item run = first;
        int offset = from;
        int end = from + length;
        for (int i = 0; i < MAX_RUNS && run != null && end > run.length && canDelete(run, offset); i++) {
            end -= run.length;
            offset = 0;
            run = nextAlive(run);
        }
        return run != null
                && end <= run.length
                && !run.isDeleted()
                && Runs.canDelete(run, offset, end - offset)
                && (from > 0 || isPlainGap(first, false))
                && (end < run.length || isPlainGap(run, true));
    }

    private static boolean canDelete(Item run, int offset) {
        return !run.isDeleted() && Runs.canDelete(run, offset, run.length - offset);
    }

    /** The next item that is alive, if it isn't far. */
    private static @Nullable Item nextAlive(Item run) {
        Item next = run.right;
        for (int i = 0; i < MAX_GAP && next != null && next.isDeleted(); i++) {
            next = next.right;
        }
        return next;
    }

    private void delete(Item first, int from, int length) {
        Item run = first;
        int offset = from;
        int end = from + length;
        while (end > run.length) {
            Item next = Objects.requireNonNull(nextAlive(run)); // deleting its neighbour leaves it as it is
            end -= run.length;
            change.delete(run, offset, run.length - offset);
            offset = 0;
            run = next;
        }
        change.delete(run, offset, end - offset);
    }

    private static boolean isPlainGap(Item run, boolean toTheRight) {
        if (PositionTree.isPlain(run.parent)) {
            return true;
        }
        Item item = toTheRight ? run.right : run.left;
        for (int i = 0; item != null && item.isDeleted(); i++) {
            if (i == MAX_GAP) {
                return false;
            }
            item = toTheRight ? item.right : item.left;
        }
        return isPlain(item);
    }

    /** Finds the visible item at whose end {@code index} elements have been seen, null for 0, and how much of it. */
    private boolean find(Branch branch, int index) {
        found = null;
        offset = 0;
        if (index == 0) {
            return true;
        }
        PositionTree tree = PositionTree.of(branch);
        return tree != null ? find(tree, index) : walk(branch, index);
    }

    private boolean find(PositionTree tree, int index) {
        found = tree.find(index);
        offset = index - tree.before();
        return true;
    }

    private boolean walk(Branch branch, int index) {
        int rest = index;
        Item item = branch.start;
        while (item != null && item.visibleLength() < rest) {
            rest -= item.visibleLength();
            item = item.right;
        }
        found = item;
        offset = rest;
        return item != null;
    }
}
