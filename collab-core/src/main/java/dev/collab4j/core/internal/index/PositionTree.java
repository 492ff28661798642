package dev.collab4j.core.internal.index;

import dev.collab4j.core.internal.store.Branch;
import dev.collab4j.core.internal.store.Content;
import dev.collab4j.core.internal.store.Item;
import dev.collab4j.core.internal.store.ListIndex;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Finds the item at a position of a long list, and the position of an item, without walking the list: a B+-tree over
 * all items of a branch, dead ones too, in list order, that knows of each subtree how much of it can be seen.
 *
 * <p>A leaf keeps the visible lengths of its items beside them, so that a look-up touches no item. Nodes that become
 * empty are removed; half-empty ones stay, as lists hardly ever shrink to a fraction of their items.
 */
public final class PositionTree implements ListIndex {
    /** Children of a node, items of a leaf. */
    static final int WIDTH = 64;

    /** All leaves are equally deep, and no tree is deeper than a long has room for. */
    private static final int BITS_OF_SLOT = 6;

    /** Lists up to this many items are walked. */
    private static final int WALKED = 64;

    private static final int BUILT_WIDTH = 48;

    private Node root;
    private int formats;
    private int values;
    /** What {@link #find} returned last, for as long as nothing changed but its length, and how much is before it. */
    private @Nullable Item hit;

    private int before;
    /** Whether the leaf of the hit has yet to be told its length: one who types changes it with every key. */
    private boolean unsettled;

    private PositionTree(Branch branch) {
        root = build(branch);
    }

    /** Returns the index of {@code branch}, or null if its list is short enough to be walked. */
    public static @Nullable PositionTree of(Branch branch) {
        if (branch.index() instanceof PositionTree tree) {
            return tree;
        }
        Item item = branch.start;
        for (int i = 0; i < WALKED && item != null; i++) {
            item = item.right;
        }
        if (item == null) {
            return null;
        }
        PositionTree tree = new PositionTree(branch);
        branch.index(tree);
        return tree;
    }

    /**
     * Finds the first item at whose end at least {@code index} elements have been seen.
     *
     * @param index from 1 to the length of the list
     */
    public Item find(int index) {
        Item known = hit;
        return known != null && index > before && index <= before + known.length ? known : descend(index);
    }

    private Item descend(int index) {
        forgetHit();
        int rest = index;
        Node node = root;
        while (node instanceof Inner inner) {
            int slot = 0;
            while (inner.sums[slot] < rest) {
                rest -= inner.sums[slot++];
            }
            node = inner.children[slot];
        }
        Leaf leaf = (Leaf) node;
        int slot = 0;
        while (leaf.lengths[slot] < rest) {
            rest -= leaf.lengths[slot++];
        }
        before = index - rest;
        Item found = leaf.items[slot];
        hit = found;
        return found;
    }

    private void settle() {
        if (unsettled && hit != null) {
            resize(hit);
        }
        unsettled = false;
    }

    private void forgetHit() {
        settle();
        hit = null;
    }

    private static void resize(Item item) {
        Leaf leaf = leafOf(item);
        leaf.resize(leaf.slotOf(item), item.visibleLength());
    }

    /** How many elements can be seen before the item that {@link #find} returned last. */
    public int before() {
        return before;
    }

    /** Whether any format of this list is alive. */
    public boolean hasFormats() {
        return formats > 0;
    }

    /** Whether the index of {@code branch}, if there is one, knows that no format of its list is alive. */
    public static boolean isPlain(Branch branch) {
        return branch.index() instanceof PositionTree tree && !tree.hasFormats();
    }

    /** Whether any value that can't be in a text is alive. */
    public boolean hasValues() {
        return values > 0;
    }

    /** How many elements can be seen before {@code item}. */
    public int indexOf(Item item) {
        settle();
        Leaf leaf = leafOf(item);
        int index = 0;
        for (int slot = leaf.slotOf(item) - 1; slot >= 0; slot--) {
            index += leaf.lengths[slot];
        }
        Node node = leaf;
        for (Inner parent = node.parent; parent != null; parent = parent.parent) {
            for (int slot = parent.slotOf(node) - 1; slot >= 0; slot--) {
                index += parent.sums[slot];
            }
            node = parent;
        }
        return index;
    }

    /** A number that rises from item to item of the list, until it changes. */
    public long placeOf(Item item) {
        Leaf leaf = leafOf(item);
        long place = leaf.slotOf(item);
        int shift = BITS_OF_SLOT;
        Node node = leaf;
        for (Inner parent = node.parent; parent != null; parent = parent.parent) {
            place |= (long) parent.slotOf(node) << shift;
            shift += BITS_OF_SLOT;
            node = parent;
        }
        return place;
    }

    /** The physically last item, dead or alive. */
    public Item last() {
        Node node = root;
        while (node instanceof Inner inner) {
            node = inner.children[inner.size - 1];
        }
        return ((Leaf) node).items[node.size - 1];
    }

    /** The first live item of kind FORMAT at or after {@code from} and before {@code end}; null if there is none. */
    public static @Nullable Item nextFormat(@Nullable Item from, @Nullable Item end) {
        Leaf last = end == null ? null : leafOf(end);
        Item item = from;
        while (item != null && item != end && !isLiveFormat(item)) {
            Leaf leaf = leafOf(item);
            item = leaf.formats == 0 && leaf != last ? leaf.items[leaf.size - 1].right : item.right;
        }
        return item == end ? null : item;
    }

    private static boolean isLiveFormat(Item item) {
        return item.kind == Content.FORMAT && !item.isDeleted();
    }

    @Override
    public void resized(Item item) {
        if (item == hit) {
            unsettled = true;
        } else {
            forgetHit();
            resize(item);
        }
    }

    @Override
    public void inserted(Item item) {
        forgetHit();
        if (isLiveFormat(item)) {
            formats++;
        }
        count(item, 1);
        Item left = item.left;
        if (left == null) {
            insert(firstLeaf(), 0, item);
        } else {
            Leaf leaf = leafOf(left);
            insert(leaf, leaf.slotOf(left) + 1, item);
        }
    }

    @Override
    public void split(Item left, Item right) {
        forgetHit();
        count(right, 1);
        Leaf leaf = leafOf(left);
        int slot = leaf.slotOf(left);
        if (leaf.size < WIDTH) {
            leaf.divide(slot, right);
        } else {
            leaf.resize(slot, left.visibleLength());
            insert(leaf, slot + 1, right);
        }
    }

    @Override
    public void merging(Item left, Item right) {
        forgetHit();
        count(right, -1);
        Leaf leaf = leafOf(left);
        if (leaf == leafOf(right)) {
            leaf.join(leaf.slotOf(left));
            return;
        }
        remove(leafOf(right), right);
        int slot = leaf.slotOf(left);
        leaf.resize(slot, leaf.lengths[slot] + right.visibleLength());
    }

    @Override
    public void hidden(Item item, int length) {
        forgetHit();
        Leaf leaf = leafOf(item);
        leaf.resize(leaf.slotOf(item), 0);
        if (Content.isValue(item.kind)) {
            values--;
        }
        if (item.kind == Content.FORMAT) {
            leaf.formats--;
            formats--;
        }
    }

    private void count(Item item, int change) {
        if (Content.isValue(item.kind) && !item.isDeleted()) {
            values += change;
        }
    }

    private static Leaf leafOf(Item item) {
        if (item.leaf instanceof Leaf leaf) {
            return leaf;
        }
        throw new IllegalStateException(item + " isn't in the index of its list");
    }

    private Leaf firstLeaf() {
        Node node = root;
        while (node instanceof Inner inner) {
            node = inner.children[0];
        }
        return (Leaf) node;
    }

    private void insert(Leaf leaf, int slot, Item item) {
        Leaf target = leaf;
        int at = slot;
        if (leaf.size == WIDTH) {
            Leaf upper = leaf.halve();
            addSibling(leaf, upper);
            if (at > leaf.size) {
                at -= leaf.size;
                target = upper;
            }
        }
        target.insert(at, item);
    }

    private void addSibling(Node node, Node sibling) {
        Inner parent = node.parent;
        if (parent == null) {
            parent = new Inner();
            parent.insert(0, node);
            root = parent;
        } else if (parent.size == WIDTH) {
            Inner upper = parent.halve();
            addSibling(parent, upper);
            parent = Objects.requireNonNull(node.parent);
        }
        int slot = parent.slotOf(node);
        parent.sums[slot] = node.sum();
        parent.insert(slot + 1, sibling);
    }

    private static void remove(Leaf leaf, Item item) {
        leaf.remove(leaf.slotOf(item));
        Node empty = leaf;
        while (empty.size == 0 && empty.parent != null) {
            Inner parent = empty.parent;
            parent.remove(parent.slotOf(empty));
            empty = parent;
        }
    }

    private Node build(Branch branch) {
        List<Node> nodes = new ArrayList<>();
        Leaf leaf = new Leaf();
        for (Item item = branch.start; item != null; item = item.right) {
            if (leaf.size == BUILT_WIDTH) {
                nodes.add(leaf);
                leaf = new Leaf();
            }
            leaf.insert(leaf.size, item);
            formats += isLiveFormat(item) ? 1 : 0;
            count(item, 1);
        }
        nodes.add(leaf);
        while (nodes.size() > 1) {
            nodes = buildLevel(nodes);
        }
        return nodes.get(0);
    }

    private static List<Node> buildLevel(List<Node> children) {
        List<Node> parents = new ArrayList<>();
        for (int from = 0; from < children.size(); from += BUILT_WIDTH) {
            Inner parent = new Inner();
            for (Node child : children.subList(from, Math.min(from + BUILT_WIDTH, children.size()))) {
                parent.insert(parent.size, child);
            }
            parents.add(parent);
        }
        return parents;
    }

    /** A node: a leaf with items, or an inner node with nodes. */
    private abstract static sealed class Node permits Leaf, Inner {
        @Nullable
        Inner parent;

        int size;

        abstract int sum();

        /** Tells the nodes above that the sum of this one changed. */
        final void grow(int delta) {
            Node node = this;
            for (Inner above = parent; above != null; above = above.parent) {
                above.sums[above.slotOf(node)] += delta;
                node = above;
            }
        }

        static int sum(int[] lengths, int size) {
            int sum = 0;
            for (int i = 0; i < size; i++) {
                sum += lengths[i];
            }
            return sum;
        }
    }

    private static final class Leaf extends Node {
        final Item[] items = new Item[WIDTH];
        final int[] lengths = new int[WIDTH];

        /** How many items are formats that aren't deleted. */
        int formats;

        @Override
        int sum() {
            return sum(lengths, size);
        }

        int slotOf(Item item) {
            int slot = 0;
            while (items[slot] != item) {
                slot++;
            }
            return slot;
        }

        void resize(int slot, int length) {
            int delta = length - lengths[slot];
            if (delta != 0) {
                lengths[slot] = length;
                grow(delta);
            }
        }

        void insert(int slot, Item item) {
            makeRoom(slot);
            put(slot, item, item.visibleLength());
            grow(lengths[slot]);
        }

        /** Puts the right part of the item at {@code slot}, which was cut, behind it: mostly the sum stays as it is. */
        void divide(int slot, Item right) {
            int whole = lengths[slot];
            makeRoom(slot + 1);
            put(slot + 1, right, right.visibleLength());
            lengths[slot] = items[slot].visibleLength();
            if (lengths[slot] + lengths[slot + 1] != whole) {
                grow(lengths[slot] + lengths[slot + 1] - whole);
            }
        }

        private void makeRoom(int slot) {
            System.arraycopy(items, slot, items, slot + 1, size - slot);
            System.arraycopy(lengths, slot, lengths, slot + 1, size - slot);
            size++;
        }

        private void put(int slot, Item item, int length) {
            items[slot] = item;
            lengths[slot] = length;
            item.leaf = this;
            if (isLiveFormat(item)) {
                formats++;
            }
        }

        /** The item behind that at {@code slot} merges into it: the sum stays as it is. */
        void join(int slot) {
            lengths[slot] += lengths[slot + 1];
            takeOut(slot + 1);
        }

        /** Takes out an item that merged with its neighbour; formats never do. */
        void remove(int slot) {
            grow(-lengths[slot]);
            takeOut(slot);
        }

        @SuppressWarnings("NullAway") // slots past the size are never read
        private void takeOut(int slot) {
            items[slot].leaf = null;
            size--;
            System.arraycopy(items, slot + 1, items, slot, size - slot);
            System.arraycopy(lengths, slot + 1, lengths, slot, size - slot);
            items[size] = null;
        }

        /** Moves the upper half to a new leaf, which isn't in the tree yet. */
        @SuppressWarnings("NullAway") // slots past the size are never read
        Leaf halve() {
            Leaf upper = new Leaf();
            int half = size / 2;
            for (int slot = half; slot < size; slot++) {
                if (isLiveFormat(items[slot])) {
                    formats--;
                }
                upper.put(upper.size++, items[slot], lengths[slot]);
                items[slot] = null;
            }
            size = half;
            return upper;
        }
    }

    private static final class Inner extends Node {
        final Node[] children = new Node[WIDTH];
        final int[] sums = new int[WIDTH];

        @Override
        int sum() {
            return sum(sums, size);
        }

        int slotOf(Node child) {
            int slot = 0;
            while (children[slot] != child) {
                slot++;
            }
            return slot;
        }

        void insert(int slot, Node child) {
            insert(slot, child, child.sum());
        }

        private void insert(int slot, Node child, int sum) {
            System.arraycopy(children, slot, children, slot + 1, size - slot);
            System.arraycopy(sums, slot, sums, slot + 1, size - slot);
            children[slot] = child;
            sums[slot] = sum;
            child.parent = this;
            size++;
        }

        @SuppressWarnings("NullAway") // slots past the size are never read
        void remove(int slot) {
            size--;
            System.arraycopy(children, slot + 1, children, slot, size - slot);
            System.arraycopy(sums, slot + 1, sums, slot, size - slot);
            children[size] = null;
        }

        /** Takes a child with the sum it is known by above, which may still hold what it gave to a new sibling. */
        private void adopt(Node child, int sum) {
            children[size] = child;
            sums[size] = sum;
            child.parent = this;
            size++;
        }

        /**
         * Moves the upper half to a new node, which isn't in the tree yet. The sums move as they are: one of them still
         * counts a child that was halved a moment ago as whole.
         */
        @SuppressWarnings("NullAway") // slots past the size are never read
        Inner halve() {
            Inner upper = new Inner();
            int half = size / 2;
            for (int slot = half; slot < size; slot++) {
                upper.adopt(children[slot], sums[slot]);
                children[slot] = null;
            }
            size = half;
            return upper;
        }
    }
}
