package dev.collab4j.core.internal.edit;

import dev.collab4j.core.Undefined;
import dev.collab4j.core.internal.store.Branch;
import dev.collab4j.core.internal.store.Content;
import dev.collab4j.core.internal.store.Embed;
import dev.collab4j.core.internal.store.Item;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/** The elements of items and lists as they are stored: a type is its {@link Branch}, other values aren't copied. */
public final class Elements {
    private Elements() {}

    /** The element of {@code item} at {@code offset}. */
    public static @Nullable Object get(Item item, int offset) {
        return switch (item.kind) {
            case Content.ANY, Content.JSON -> item.values().get(offset);
            case Content.STRING -> String.valueOf(item.log.text.charAt(item.textAt + offset));
            case Content.EMBED -> item.content(Embed.class).value();
            case Content.BINARY, Content.TYPE, Content.DOC -> item.content;
            default -> Undefined.INSTANCE;
        };
    }

    /** The element that counts if {@code item} holds the value of a key. */
    public static @Nullable Object last(Item item) {
        return get(item, item.length - 1);
    }

    /** Adds all elements of {@code item} to {@code list}: a format, which a stranger may put anywhere, has none. */
    public static void addTo(List<@Nullable Object> list, Item item) {
        for (int i = 0; i < item.length && item.isCountable(); i++) {
            list.add(get(item, i));
        }
    }

    /** The elements of a list that can be seen. */
    public static List<@Nullable Object> of(Branch branch) {
        List<@Nullable Object> elements = new ArrayList<>(branch.length);
        for (Item item = branch.start; item != null; item = item.right) {
            if (item.isVisible()) {
                addTo(elements, item);
            }
        }
        return elements;
    }

    /** The same, one by one; changing the list ends it. */
    static Iterator<@Nullable Object> iterator(Branch branch) {
        return new Walk(branch.start);
    }

    private static final class Walk implements Iterator<@Nullable Object> {
        private @Nullable Item item;
        private int offset;

        Walk(@Nullable Item start) {
            item = start;
        }

        @Override
        public boolean hasNext() {
            while (item != null && offset >= item.visibleLength()) {
                item = item.right;
                offset = 0;
            }
            return item != null;
        }

        @Override
        public @Nullable Object next() {
            if (!hasNext() || item == null) {
                throw new NoSuchElementException();
            }
            return get(item, offset++);
        }
    }
}
