package dev.collab4j.core.patch;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** An object that is one value: it is set as a whole. */
final class PlainObject implements Container {
    private final Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    private final Consumer<Object> changed;

    PlainObject(Map<?, ?> value, Consumer<Object> changed) {
        value.forEach((key, field) -> fields.put((String) key, field));
        this.changed = changed;
    }

    @Override
    public @Nullable Object get(String step) {
        if (!fields.containsKey(step)) {
            throw new PatchException("there is no key \"" + step + "\"");
        }
        return fields.get(step);
    }

    @Override
    public void add(String step, @Nullable Object value) {
        fields.put(step, value);
        changed.accept(fields);
    }

    @Override
    public void replace(String step, @Nullable Object value) {
        get(step);
        add(step, value);
    }

    @Override
    public void remove(String step) {
        get(step);
        fields.remove(step);
        changed.accept(fields);
    }
}
