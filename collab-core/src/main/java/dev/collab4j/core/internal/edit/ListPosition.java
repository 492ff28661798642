package dev.collab4j.core.internal.edit;

import dev.collab4j.core.internal.index.PositionTree;
import dev.collab4j.core.internal.integrate.Integrator;
import dev.collab4j.core.internal.store.Branch;
import dev.collab4j.core.internal.store.Content;
import dev.collab4j.core.internal.store.Item;
import dev.collab4j.core.internal.store.TransactionState;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A gap between two items of a list, and the attributes that text has there. All look-ups by position are here. */
final class ListPosition {
    final Branch parent;
    /** Immutable until a format comes. */
    private Map<String, @Nullable Object> attributes = Map.of();

    @Nullable
    Item left;

    @Nullable
    Item right;

    private ListPosition(Branch parent) {
        this.parent = parent;
        this.right = parent.start;
    }

    static ListPosition atStart(Branch parent) {
        return new ListPosition(parent);
    }

    /** The gap behind {@code index} elements, before all tombstones and formats there; at most the end. */
    static ListPosition find(TransactionState transaction, Branch parent, int index) {
        ListPosition position = atStart(parent);
        int known = Math.min(index, parent.length);
        PositionTree tree = known == 0 ? null : PositionTree.of(parent);
        if (tree != null) {
            position.goBehind(endingAt(transaction, tree, known), tree.hasFormats());
        }
        position.walk(transaction, tree == null ? index : index - known);
        return position;
    }

    private void walk(TransactionState transaction, int elements) {
        int rest = elements;
        while (rest > 0 && right != null) {
            rest -= splitVisible(transaction, right, rest);
            forward();
        }
    }

    private void goBehind(Item item, boolean formatted) {
        left = item;
        right = item.right;
        Item format = formatted ? PositionTree.nextFormat(parent.start, right) : null;
        while (format != null) {
            apply(format);
            format = PositionTree.nextFormat(format.right, right);
        }
    }

    /** Cuts {@code item} if it is longer than {@code most}, and returns how much of it can be seen. */
    private static int splitVisible(TransactionState transaction, Item item, int most) {
        if (most < item.visibleLength()) {
            transaction.store.split(transaction, item, most);
        }
        return item.visibleLength();
    }

    /** Goes over the item to the right, which must be there. */
    void forward() {
        Item item = right;
        if (item == null) {
            throw new IllegalStateException("at the end");
        }
        if (item.kind == Content.FORMAT && !item.isDeleted()) {
            apply(item);
        }
        left = item;
        right = item.right;
    }

    private void apply(Item format) {
        Attributes.apply(ownAttributes(), format.format());
    }

    /** The attributes here, not to be changed. */
    Map<String, @Nullable Object> attributes() {
        return attributes;
    }

    /** The attributes here, for one who keeps them up to date. */
    Map<String, @Nullable Object> ownAttributes() {
        if (attributes.isEmpty()) {
            attributes = new LinkedHashMap<>();
        }
        return attributes;
    }

    /** Inserts an item here and goes behind it. */
    Item insert(TransactionState transaction, byte kind, Object content) {
        Item item = Integrator.insert(transaction, parent, null, left, right, kind, content);
        right = item;
        forward();
        return item;
    }

    /** The item that ends with the element before {@code index}, which must be within 1 and the length. */
    static Item endingAt(TransactionState transaction, Branch parent, int index) {
        PositionTree tree = PositionTree.of(parent);
        if (tree != null) {
            return endingAt(transaction, tree, index);
        }
        int rest = index;
        for (Item item = parent.start; item != null; item = item.right) {
            rest -= splitVisible(transaction, item, rest);
            if (rest == 0) {
                return item;
            }
        }
        throw new IllegalStateException("no element before " + index);
    }

    private static Item endingAt(TransactionState transaction, PositionTree tree, int index) {
        Item item = tree.find(index);
        splitVisible(transaction, item, index - tree.before());
        return item;
    }

    /** The item from {@code index} on, dead or alive, after a cut if one is needed; null at the end. */
    static @Nullable Item startingAt(TransactionState transaction, Branch parent, int index) {
        return index == 0 ? parent.start : endingAt(transaction, parent, index).right;
    }

    /** The element at {@code index}, which must be below the length. */
    static @Nullable Object get(Branch parent, int index) {
        PositionTree tree = PositionTree.of(parent);
        if (tree != null) {
            return Elements.get(tree.find(index + 1), index - tree.before());
        }
        int rest = index;
        for (Item item = parent.start; item != null; item = item.right) {
            if (rest < item.visibleLength()) {
                return Elements.get(item, rest);
            }
            rest -= item.visibleLength();
        }
        throw new IllegalStateException("no element at " + index);
    }

    /** The physically last item, dead or alive. */
    static @Nullable Item last(Branch parent) {
        PositionTree tree = PositionTree.of(parent);
        if (tree != null) {
            return tree.last();
        }
        Item item = parent.start;
        while (item != null && item.right != null) {
            item = item.right;
        }
        return item;
    }

    /** How many elements can be seen before {@code item}. */
    static int indexOf(Item item) {
        PositionTree tree = PositionTree.of(item.parent);
        if (tree != null) {
            return tree.indexOf(item);
        }
        int index = 0;
        for (Item other = item.left; other != null; other = other.left) {
            index += other.visibleLength();
        }
        return index;
    }
}
