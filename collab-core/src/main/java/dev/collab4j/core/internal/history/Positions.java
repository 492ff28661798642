package dev.collab4j.core.internal.history;

import dev.collab4j.core.internal.codec.Id;
import dev.collab4j.core.internal.edit.ListEdit;
import dev.collab4j.core.internal.index.PositionTree;
import dev.collab4j.core.internal.store.Branch;
import dev.collab4j.core.internal.store.ClientLog;
import dev.collab4j.core.internal.store.Content;
import dev.collab4j.core.internal.store.Item;
import dev.collab4j.core.internal.store.Struct;
import dev.collab4j.core.internal.store.StructStore;
import org.jspecify.annotations.Nullable;

/** Between positions of a list, which edits move, and ids of elements, which they don't. */
public final class Positions {
    /**
     * A position in a list.
     *
     * @param branch null if it is a root that isn't there
     */
    public record Place(@Nullable Branch branch, int index) {}

    private Positions() {}

    /**
     * The element that a position holds on to: the one behind it, or for {@code assoc} below 0 the one before it; null
     * if that is an end of the list.
     */
    public static @Nullable Id anchor(Branch branch, int index, int assoc) {
        long element = assoc < 0 ? index - 1L : index;
        if (element < 0) {
            return null;
        }
        if (element < branch.length) {
            return element(branch, (int) element);
        }
        Item last = assoc < 0 ? last(branch) : null;
        return last == null ? null : new Id(last.log.client, last.end() - 1);
    }

    private static Id element(Branch branch, int index) {
        PositionTree tree = PositionTree.of(branch);
        if (tree != null) {
            Item item = tree.find(index + 1);
            return new Id(item.log.client, item.clock + index - tree.before());
        }
        int rest = index;
        for (Item item = branch.start; item != null; item = item.right) {
            if (rest < item.visibleLength()) {
                return new Id(item.log.client, item.clock + rest);
            }
            rest -= item.visibleLength();
        }
        throw new IllegalStateException("no element at " + index);
    }

    /** The physically last item, dead or alive. */
    private static @Nullable Item last(Branch branch) {
        PositionTree tree = PositionTree.of(branch);
        if (tree != null) {
            return tree.last();
        }
        Item item = branch.start;
        while (item != null && item.right != null) {
            item = item.right;
        }
        return item;
    }

    /** Where the element {@code id} is now; null if it isn't known or collected. */
    public static @Nullable Place ofElement(StructStore store, Id id, int assoc, boolean followRedone) {
        RedoneChain.End found = find(store, id, followRedone);
        if (found == null || !(found.struct() instanceof Item item)) {
            return null;
        }
        return new Place(item.parent, item.parent.isDeleted() ? 0 : index(item, found.offset(), assoc));
    }

    private static int index(Item item, int offset, int assoc) {
        int inside = item.isVisible() ? offset + (assoc < 0 ? 1 : 0) : 0;
        return inside + before(item);
    }

    private static int before(Item item) {
        if (item.key == null) {
            return ListEdit.indexOf(item);
        }
        int index = 0;
        for (Item other = item.left; other != null; other = other.left) {
            index += other.visibleLength();
        }
        return index;
    }

    /** The start or end of a root. */
    public static Place ofRoot(StructStore store, String name, int assoc) {
        Branch branch = store.findRoot(name);
        return new Place(branch, branch == null ? 0 : end(branch, assoc));
    }

    /** The start or end of the type that the element {@code id} holds; null if it isn't known or collected. */
    public static @Nullable Place ofType(StructStore store, Id id, int assoc, boolean followRedone) {
        RedoneChain.End found = find(store, id, followRedone);
        return found != null && found.struct() instanceof Item item && item.kind == Content.TYPE
                ? new Place(item.branch(), end(item.branch(), assoc))
                : null;
    }

    private static int end(Branch branch, int assoc) {
        return assoc < 0 ? 0 : branch.length;
    }

    private static RedoneChain.@Nullable End find(StructStore store, Id id, boolean followRedone) {
        ClientLog log = store.findLog(id.client());
        if (log == null || id.clock() >= log.state()) {
            return null;
        }
        return followRedone ? RedoneChain.follow(log, (int) id.clock()) : at(log, (int) id.clock());
    }

    private static RedoneChain.End at(ClientLog log, int clock) {
        Struct struct = log.find(clock);
        return new RedoneChain.End(struct, clock - struct.clock);
    }
}
