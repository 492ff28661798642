package dev.collab4j.core.internal.edit;

import dev.collab4j.core.internal.integrate.Deleter;
import dev.collab4j.core.internal.integrate.Integrator;
import dev.collab4j.core.internal.store.Branch;
import dev.collab4j.core.internal.store.Content;
import dev.collab4j.core.internal.store.Item;
import dev.collab4j.core.internal.store.SubDocument;
import dev.collab4j.core.internal.store.TransactionState;
import dev.collab4j.core.internal.store.TypeRef;
import dev.collab4j.core.internal.store.ValueRun;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Local edits of lists: arrays and the children of XML. */
public final class ListEdit {
    private final TransactionState transaction;
    private final Branch list;
    private final @Nullable Item right;
    private @Nullable Item left;

    private ListEdit(TransactionState transaction, Branch list, @Nullable Item left) {
        this.transaction = transaction;
        this.list = list;
        this.left = left;
        this.right = left == null ? list.start : left.right;
    }

    /**
     * An edit directly behind the element before {@code index}, tombstones follow.
     *
     * @throws IndexOutOfBoundsException if there aren't so many elements
     */
    public static ListEdit at(TransactionState transaction, Branch list, int index) {
        if (index < 0 || index > list.length) {
            throw new IndexOutOfBoundsException("Index " + index + " of a list of length " + list.length);
        }
        Item left = index == 0 ? null : ListPosition.endingAt(transaction, list, index);
        return new ListEdit(transaction, list, left);
    }

    /** An edit directly behind {@code left}, dead or alive, or at the start; it must be in the list. */
    public static ListEdit after(TransactionState transaction, Branch list, @Nullable Item left) {
        if (left != null && (left.parent != list || left.key != null)) {
            throw new IllegalArgumentException("That is no element of this list");
        }
        return new ListEdit(transaction, list, left);
    }

    /** An edit behind the last item, dead or alive. */
    public static ListEdit atEnd(TransactionState transaction, Branch list) {
        return new ListEdit(transaction, list, ListPosition.last(list));
    }

    /** Inserts values that {@link Values#elements} took in. */
    public void insert(List<? extends @Nullable Object> values) {
        List<@Nullable Object> run = new ArrayList<>();
        for (Object value : values) {
            if (value instanceof byte[] || value instanceof SubDocument) {
                insertRun(run);
                insert(value instanceof byte[] ? Content.BINARY : Content.DOC, value);
            } else {
                run.add(value);
            }
        }
        insertRun(run);
    }

    private void insertRun(List<@Nullable Object> run) {
        if (!run.isEmpty()) {
            insert(Content.ANY, new ValueRun(run.toArray()));
            run.clear();
        }
    }

    /** Inserts a new type and returns it. */
    public Branch insertType(TypeRef type) {
        return insert(Content.TYPE, type).branch();
    }

    private Item insert(byte kind, Object content) {
        Item item = Integrator.insert(transaction, list, null, left, right, kind, content);
        left = item;
        return item;
    }

    /**
     * Deletes elements. Yjs deletes up to the end and throws then; here nothing is changed.
     *
     * @throws IndexOutOfBoundsException if there aren't so many elements
     */
    public static void delete(TransactionState transaction, Branch list, int index, int length) {
        Objects.checkFromIndexSize(index, length, list.length);
        int rest = length;
        Item item = length == 0 ? null : ListPosition.startingAt(transaction, list, index);
        for (; item != null && rest > 0; item = item.right) {
            if (!item.isDeleted()) {
                rest -= deleteUpTo(transaction, item, rest);
            }
        }
    }

    private static int deleteUpTo(TransactionState transaction, Item item, int most) {
        if (most < item.length) {
            transaction.store.split(transaction, item, most);
        }
        Deleter.delete(transaction, item);
        return item.length;
    }

    /** The element at {@code index} as it is stored. */
    public static @Nullable Object get(Branch list, int index) {
        Objects.checkIndex(index, list.length);
        return ListPosition.get(list, index);
    }

    /** The position of an item in its list. */
    public static int indexOf(Item item) {
        return ListPosition.indexOf(item);
    }
}
