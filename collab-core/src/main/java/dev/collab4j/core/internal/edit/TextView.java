package dev.collab4j.core.internal.edit;

import dev.collab4j.core.Undefined;
import dev.collab4j.core.internal.store.Branch;
import dev.collab4j.core.internal.store.Content;
import dev.collab4j.core.internal.store.Item;

/** What a text says now: plain, or as a delta of inserts. */
public final class TextView {
    /** An attribute that shows who wrote what in Yjs; it never applies to text that is shown as it is now. */
    public static final String CHANGE = "ychange";

    private TextView() {}

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
        TextRuns runs = new TextRuns(sink);
        for (Item item = branch.start; item != null; item = item.right) {
            if (!item.isDeleted()) {
                add(runs, item);
            }
        }
        runs.flush();
    }

    private static void add(TextRuns runs, Item item) {
        switch (item.kind) {
            case Content.STRING -> {
                if (runs.attribute(CHANGE) != Undefined.INSTANCE) {
                    runs.removeAttribute(CHANGE);
                }
                runs.addText(item);
            }
            case Content.TYPE, Content.EMBED -> runs.addEmbedded(item);
            case Content.FORMAT -> runs.addFormat(item);
            default -> {} // Not of a text: someone uses the same root as another type.
        }
    }

    /** The value that an item embeds; JavaScript's null, which only other implementations write, has no Java twin. */
    public static Object embedded(Item item) {
        Object value = Elements.get(item, 0);
        return value == null ? Undefined.INSTANCE : value;
    }
}
