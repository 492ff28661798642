package dev.collab4j.core.internal.edit;

import dev.collab4j.core.Undefined;
import dev.collab4j.core.internal.store.Branch;
import dev.collab4j.core.internal.store.Content;
import dev.collab4j.core.internal.store.Item;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a text says now: plain, or as a delta of inserts. */
public final class TextView {
    /** An attribute that Yjs uses to show who wrote what; it never applies to text that is shown as it is now. */
    private static final String CHANGE = "ychange";

    private final DeltaSink sink;
    private final Map<String, @Nullable Object> attributes = new LinkedHashMap<>();
    private final StringBuilder text = new StringBuilder();

    private TextView(DeltaSink sink) {
        this.sink = sink;
    }

    public static String plain(Branch branch) {
        StringBuilder out = new StringBuilder(branch.length);
        for (Item item = branch.start; item != null; item = item.right) {
            if (item.kind == Content.STRING && !item.isDeleted()) {
                item.log.text.appendTo(out, item.textAt, item.length);
            }
        }
        return out.toString();
    }

    public static void delta(Branch branch, DeltaSink sink) {
        TextView view = new TextView(sink);
        for (Item item = branch.start; item != null; item = item.right) {
            if (!item.isDeleted()) {
                view.add(item);
            }
        }
        view.flush();
    }

    private void add(Item item) {
        switch (item.kind) {
            case Content.STRING -> addText(item);
            case Content.TYPE, Content.EMBED -> {
                flush();
                sink.insert(embedded(item), snapshot());
            }
            case Content.FORMAT -> {
                flush();
                Attributes.apply(attributes, item.format());
            }
            default -> {} // Not of a text: someone uses the same root as another type.
        }
    }

    private void addText(Item item) {
        if (attributes.containsKey(CHANGE)) {
            flush();
            attributes.remove(CHANGE);
        }
        item.log.text.appendTo(text, item.textAt, item.length);
    }

    private void flush() {
        if (!text.isEmpty()) {
            sink.insert(text.toString(), snapshot());
            text.setLength(0);
        }
    }

    private Map<String, @Nullable Object> snapshot() {
        return Attributes.copy(attributes);
    }

    /** The value that an item embeds; JavaScript's null, which only other implementations write, has no Java twin. */
    public static Object embedded(Item item) {
        Object value = Elements.get(item, 0);
        return value == null ? Undefined.INSTANCE : value;
    }
}
