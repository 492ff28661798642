package dev.collab4j.core.internal.edit;

import dev.collab4j.core.Undefined;
import dev.collab4j.core.internal.store.Item;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Collects the items of a text to a delta of inserts, each as long as its attributes stay the same. */
public final class TextRuns {
    private final DeltaSink sink;
    private final Map<String, @Nullable Object> attributes = new LinkedHashMap<>();
    private final StringBuilder text = new StringBuilder();

    public TextRuns(DeltaSink sink) {
        this.sink = sink;
    }

    public void addText(Item item) {
        item.log.text.appendTo(text, item.textAt, item.length);
    }

    public void addEmbedded(Item item) {
        flush();
        sink.insert(TextView.embedded(item), Attributes.copy(attributes));
    }

    public void addFormat(Item item) {
        flush();
        Attributes.apply(attributes, item.format());
    }

    /** The attribute in force, {@link Undefined#INSTANCE} if there is none. */
    public @Nullable Object attribute(String key) {
        return attributes.getOrDefault(key, Undefined.INSTANCE);
    }

    /** Sets an attribute that no item of the text does. */
    public void setAttribute(String key, @Nullable Object value) {
        flush();
        attributes.put(key, value);
    }

    public void removeAttribute(String key) {
        flush();
        attributes.remove(key);
    }

    /** Gives out what was collected; to be called once more at the end. */
    public void flush() {
        if (!text.isEmpty()) {
            sink.insert(text.toString(), Attributes.copy(attributes));
            text.setLength(0);
        }
    }
}
