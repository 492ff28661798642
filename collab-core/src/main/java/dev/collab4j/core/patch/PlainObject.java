package dev.collab4j.core.patch;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An object that is one value, or inside of one, which is set as a whole.
 *
 * @param fields a copy, part of that of the whole
 * @param changed sets the whole
 */
record PlainObject(Map<String, @Nullable Object> fields, Runnable changed) implements Container {
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
        changed.run();
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
        changed.run();
    }

    @Override
    public Container into(String step) {
        Object copy = Container.copyOf(get(step), step);
        fields.put(step, copy);
        return Container.ofCopy(copy, changed);
    }
}
