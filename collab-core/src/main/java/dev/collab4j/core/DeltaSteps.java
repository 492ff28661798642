package dev.collab4j.core;

import dev.collab4j.core.internal.edit.TextEdit;
import dev.collab4j.core.internal.edit.TypeCopy;
import dev.collab4j.core.internal.edit.Values;
import dev.collab4j.core.internal.store.Content;
import dev.collab4j.core.internal.store.Embed;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The steps of a delta with all values checked and copied, so that applying them can't fail half-way. */
final class DeltaSteps {
    private final List<Consumer<TextEdit>> steps = new ArrayList<>();
    /** An object that is the value of several attributes stays one: Yjs compares some by identity. */
    private final IdentityHashMap<Object, Object> copies = new IdentityHashMap<>();

    private DeltaSteps() {}

    static DeltaSteps of(Delta delta) {
        DeltaSteps steps = new DeltaSteps();
        delta.ops().forEach(steps::add);
        return steps;
    }

    void apply(TextEdit text) {
        steps.forEach(step -> step.accept(text));
    }

    private void add(Delta.Op op) {
        if (op instanceof Delta.Insert insert) {
            addInsert(insert.value(), copy(insert.attributes()));
        } else if (op instanceof Delta.Retain retain) {
            Map<String, @Nullable Object> attributes = copy(retain.attributes());
            steps.add(text -> text.format(retain.length(), attributes));
        } else if (op instanceof Delta.Delete delete) {
            steps.add(text -> text.delete(delete.length()));
        }
    }

    private void addInsert(Object value, Map<String, @Nullable Object> attributes) {
        if (value instanceof SharedType type) {
            TypeCopy copy = type.copy();
            steps.add(text -> text.insertCopy(copy, attributes));
        } else if (!(value instanceof String content)) {
            Embed embed = new Embed(Values.embed(value));
            steps.add(text -> text.insert(Content.EMBED, embed, attributes));
        } else if (!content.isEmpty()) {
            steps.add(text -> text.insert(Content.STRING, content, attributes));
        }
    }

    private Map<String, @Nullable Object> copy(Map<String, ?> attributes) {
        Map<String, @Nullable Object> stored = Values.attributes(attributes);
        attributes.forEach((key, value) -> {
            Object copy = stored.get(key);
            if (value instanceof Map || value instanceof List) {
                stored.put(key, copies.computeIfAbsent(value, v -> copy));
            }
        });
        return stored;
    }
}
