package dev.collab4j.core;

import dev.collab4j.core.internal.store.Branch;
import dev.collab4j.core.internal.store.Content;
import dev.collab4j.core.internal.store.Item;
import dev.collab4j.core.internal.store.TypeRef;
import dev.collab4j.core.internal.store.ValueRun;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A run of elements that one client inserted at once, as a filter gets to see it: what Yjs calls an item.
 *
 * <p>Valid only while the filter runs, on its thread: later edits cut items and join them.
 */
public final class ItemView {
    private final Doc doc;
    private final Item item;

    private ItemView(Doc doc, Item item) {
        this.doc = doc;
        this.item = item;
    }

    static ItemView of(Doc doc, Item item) {
        return new ItemView(doc, item);
    }

    /**
     * Returns the id of the first element; the others follow without a gap.
     *
     * @return the id
     */
    public Id id() {
        return new Id(item.log.client, item.clock);
    }

    /**
     * Returns the number of elements: UTF-16 units of text, values of a list, otherwise 1.
     *
     * @return at least 1
     */
    public int length() {
        return item.length;
    }

    /**
     * Whether the elements are deleted.
     *
     * @return true if nobody sees them any more
     */
    public boolean isDeleted() {
        return item.isDeleted();
    }

    /**
     * Returns the type that this is in.
     *
     * @return null if it is a root of which nobody has said yet what it is
     */
    public @Nullable SharedType parent() {
        return item.parent.typeRef().kind() == TypeRef.UNTYPED ? null : doc.view(item.parent);
    }

    /**
     * Returns the key that this was set for, in a map or as an attribute.
     *
     * @return null for what is in a list or text
     */
    public @Nullable String key() {
        return item.key;
    }

    /**
     * Returns the content: a run of text as one String; the values of a list or of an entry; a {@link SharedType} or
     * {@link Doc}. A formatting mark has none, nor has what was collected.
     *
     * @return a new unmodifiable list
     */
    public List<@Nullable Object> values() {
        return switch (item.kind) {
            case Content.FORMAT, Content.DELETED -> List.of();
            case Content.STRING -> List.of(item.text());
            case Content.ANY, Content.JSON -> values(item.values());
            default -> Collections.singletonList(Views.value(doc, item.content));
        };
    }

    private List<@Nullable Object> values(ValueRun run) {
        List<@Nullable Object> values = new ArrayList<>(run.size());
        for (int i = 0; i < run.size(); i++) {
            values.add(Views.value(doc, run.get(i)));
        }
        return Collections.unmodifiableList(values);
    }

    /**
     * Returns the type that this item is, with all that is in it.
     *
     * @return null if it is no type
     */
    public @Nullable SharedType type() {
        return item.content instanceof Branch branch ? doc.view(branch) : null;
    }

    @Override
    public String toString() {
        return item.toString();
    }
}
