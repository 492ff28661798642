package dev.collab4j.core.internal.event;

import dev.collab4j.core.internal.edit.DeltaSink;
import dev.collab4j.core.internal.edit.Elements;
import dev.collab4j.core.internal.store.Item;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Finds out what happened to the keys and to the list of a type. */
public final class ChangeWalker implements ChangedItems.Visitor {
    private final ChangeEvent event;
    private final DeltaSink sink;
    private final List<@Nullable Object> inserted = new ArrayList<>();
    private int retained;
    private int deleted;

    private ChangeWalker(ChangeEvent event, DeltaSink sink) {
        this.event = event;
        this.sink = sink;
    }

    /** What happened to each key; a key that is as it was, or came and went, is left out. */
    public static void keys(ChangeEvent event, KeySink sink) {
        event.requireOpen();
        for (String key : event.changedKeys()) {
            Item item = event.target.tail(key);
            if (item != null) {
                key(event, key, item, sink);
            }
        }
    }

    private static void key(ChangeEvent event, String key, Item item, KeySink sink) {
        boolean isNew = event.adds(item);
        Item old = isNew ? lastBefore(event, item) : item;
        boolean wasThere = old != null && event.deletes(old);
        boolean isThere = isNew && !event.deletes(item);
        if (old != null && wasThere && isThere) {
            sink.updated(key, Elements.last(old));
        } else if (old != null && wasThere) {
            sink.deleted(key, Elements.last(old));
        } else if (isThere) {
            sink.added(key);
        }
    }

    /** The last item to the left that was there before the transaction. */
    private static @Nullable Item lastBefore(ChangeEvent event, Item item) {
        Item old = item.left;
        while (old != null && event.adds(old)) {
            old = old.left;
        }
        return old;
    }

    /** The changes of a list that isn't text. */
    public static void list(ChangeEvent event, DeltaSink sink) {
        event.requireOpen();
        if (event.isListChanged()) {
            ChangeWalker walker = new ChangeWalker(event, sink);
            if (!ChangedItems.visit(event, walker)) {
                for (Item item = event.target.start; item != null; item = item.right) {
                    walker.visit(item);
                }
            }
            walker.flushChanges();
        }
    }

    private void visit(Item item) {
        boolean isNew = event.adds(item);
        if (item.isDeleted()) {
            if (!isNew && event.deletes(item)) {
                delete(item, item.length);
            }
        } else if (isNew) {
            insert(item, 0, item.length);
        } else {
            keep(item.length);
        }
    }

    @Override
    public void delete(Item item, int length) {
        if (deleted == 0) {
            flush();
        }
        deleted += length;
    }

    /** The item as a whole: short cuts join nothing but text, and an observer may have deleted it meanwhile. */
    @Override
    public void insert(Item item, int offset, int length) {
        if (!item.isDeleted()) {
            if (inserted.isEmpty()) {
                flush();
            }
            Elements.addTo(inserted, item);
        }
    }

    @Override
    public void keep(int length) {
        if (retained == 0) {
            flush();
        }
        retained += length;
    }

    private void flush() {
        if (retained > 0) {
            sink.retain(retained, Map.of());
            retained = 0;
        }
        flushChanges();
    }

    /** What is kept at the end goes without saying. */
    private void flushChanges() {
        if (deleted > 0) {
            sink.delete(deleted);
            deleted = 0;
        }
        if (!inserted.isEmpty()) {
            sink.insert(new ArrayList<>(inserted), Map.of());
            inserted.clear();
        }
    }
}
