package dev.collab4j.core.internal.event;

import dev.collab4j.core.internal.edit.Attributes;
import dev.collab4j.core.internal.edit.DeltaSink;
import dev.collab4j.core.internal.edit.TextView;
import dev.collab4j.core.internal.integrate.Deleter;
import dev.collab4j.core.internal.store.Content;
import dev.collab4j.core.internal.store.FormatMark;
import dev.collab4j.core.internal.store.Item;
import dev.collab4j.core.internal.store.TextArena;
import dev.collab4j.core.internal.store.TransactionState;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The changes of a text as a delta, what is kept at its end included. Finding them deletes formats that turn out to say
 * nothing, as it does in Yjs.
 */
public final class TextChanges implements ChangedItems.Visitor {
    private enum Action {
        NONE,
        INSERT,
        RETAIN,
        DELETE
    }

    private final ChangeEvent event;
    private final DeltaSink sink;
    /** Deletes formats. */
    private @Nullable TransactionState transaction;

    /** These maps are immutable until a format comes. */
    private Map<String, @Nullable Object> current = Map.of();

    private Map<String, @Nullable Object> old = Map.of();
    /** What a retain says of attributes. */
    private Map<String, @Nullable Object> changed = Map.of();

    private boolean hasFormats;

    private Action action = Action.NONE;
    private String inserted = "";
    /** Used once a second item adds to what is inserted. */
    private @Nullable StringBuilder longer;

    private int length;

    /** The changes that {@code event} tells of, for {@code sink}. */
    public TextChanges(ChangeEvent event, DeltaSink sink) {
        this.event = event;
        this.sink = sink;
    }

    /**
     * Finds the changes of a long text without formats, which needs no transaction.
     *
     * @return false if it isn't such a text, or if much of it changed; the sink has been told nothing then
     */
    public boolean findPlain() {
        event.requireOpen();
        boolean found = ChangedItems.visit(event, this);
        flush();
        return found;
    }

    /**
     * Finds the changes.
     *
     * @param open an open transaction, which isn't that of the event any more
     */
    public void find(TransactionState open) {
        transaction = open;
        if (!findPlain()) {
            for (Item item = event.target.start; item != null; item = item.right) {
                visit(item);
            }
            flush();
        }
    }

    @Override
    public void keep(int elements) {
        begin(Action.RETAIN);
        length += elements;
    }

    @Override
    public void insert(Item item, int offset, int part) {
        switch (item.kind) {
            case Content.TYPE, Content.EMBED -> insertEmbed(item);
            case Content.STRING -> insertText(item.log.text, item.textAt + offset, part);
            default -> {} // Not of a text.
        }
    }

    @Override
    public void delete(Item item, int part) {
        if (isOfText(item.kind) || isForgotten(item)) {
            begin(Action.DELETE);
            length += part;
        }
    }

    private static boolean isOfText(byte kind) {
        return kind == Content.STRING || kind == Content.EMBED || kind == Content.TYPE;
    }

    /** Whether a short cut has dropped the text already; Yjs passes over what was collected before the delta was asked. */
    private boolean isForgotten(Item item) {
        return item.kind == Content.DELETED && event.transaction.isJoined();
    }

    private void visit(Item item) {
        switch (item.kind) {
            case Content.TYPE, Content.EMBED, Content.STRING -> visitElements(item);
            case Content.FORMAT -> visitFormat(item);
            default -> {} // Collected long ago, or not of a text.
        }
    }

    private void visitElements(Item item) {
        if (event.adds(item)) {
            if (!event.deletes(item)) {
                insert(item, 0, item.length);
            }
        } else if (event.deletes(item)) {
            delete(item, item.length);
        } else if (!item.isDeleted()) {
            keep(item.length);
        }
    }

    private void insertEmbed(Item item) {
        flush();
        sink.insert(TextView.embedded(item), Attributes.copy(current));
    }

    private void insertText(TextArena text, int at, int part) {
        begin(Action.INSERT);
        if (longer != null) {
            text.appendTo(longer, at, part);
        } else if (inserted.isEmpty()) {
            inserted = text.substring(at, part);
        } else {
            longer = new StringBuilder(inserted);
            text.appendTo(longer, at, part);
        }
    }

    private void begin(Action next) {
        if (action != next) {
            flush();
            action = next;
        }
    }

    private void visitFormat(Item item) {
        expectFormats();
        FormatMark format = item.format();
        if (event.adds(item)) {
            if (!event.deletes(item)) {
                visitNew(item, format);
            }
        } else if (event.deletes(item)) {
            visitDeleted(format);
        } else if (!item.isDeleted()) {
            visitKept(item, format);
        }
        if (!item.isDeleted()) {
            flushIf(Action.INSERT);
            Attributes.apply(current, format);
        }
    }

    private void expectFormats() {
        if (!hasFormats) {
            hasFormats = true;
            current = new LinkedHashMap<>();
            old = new HashMap<>();
            changed = new LinkedHashMap<>();
        }
    }

    private void visitNew(Item item, FormatMark format) {
        if (!Attributes.equal(Attributes.get(current, format.key), format.value)) {
            flushIf(Action.RETAIN);
            boolean asBefore = Attributes.equal(format.value, Attributes.get(old, format.key));
            change(format.key, format.value, asBefore);
        } else if (format.value != null) {
            delete(item);
        }
    }

    private void visitDeleted(FormatMark format) {
        old.put(format.key, format.value);
        Object now = Attributes.get(current, format.key);
        if (!Attributes.equal(now, format.value)) {
            flushIf(Action.RETAIN);
            changed.put(format.key, now);
        }
    }

    private void visitKept(Item item, FormatMark format) {
        old.put(format.key, format.value);
        if (!Attributes.isDefined(changed, format.key)) {
            return;
        }
        Object change = changed.get(format.key);
        if (!Attributes.equal(change, format.value)) {
            flushIf(Action.RETAIN);
            change(format.key, format.value, format.value == null);
        } else if (change != null) {
            delete(item);
        }
    }

    private void delete(Item item) {
        Deleter.delete(Objects.requireNonNull(transaction, "formats need a transaction"), item);
    }

    private void change(String key, @Nullable Object value, boolean nothing) {
        if (nothing) {
            changed.remove(key);
        } else {
            changed.put(key, value);
        }
    }

    private void flushIf(Action running) {
        if (action == running) {
            flush();
        }
    }

    private void flush() {
        switch (action) {
            case INSERT -> flushInsert();
            case DELETE -> sink.delete(length);
            case RETAIN -> sink.retain(length, Attributes.copy(changed));
            case NONE -> {}
        }
        action = Action.NONE;
        length = 0;
    }

    private void flushInsert() {
        sink.insert(longer == null ? inserted : longer.toString(), Attributes.copy(current));
        inserted = "";
        longer = null;
    }
}
