package dev.collab4j.core.patch;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A list that is one value, or inside of one, which is set as a whole.
 *
 * @param elements a copy, part of that of the whole
 * @param changed sets the whole
 */
record PlainList(List<@Nullable Object> elements, Runnable changed) implements Container {
    @Override
    public @Nullable Object get(String step) {
        return elements.get(index(step));
    }

    private int index(String step) {
        return Container.index(step, elements.size());
    }

    @Override
    public void add(String step, @Nullable Object value) {
        elements.add(Container.place(step, elements.size()), value);
        changed.run();
    }

    @Override
    public void replace(String step, @Nullable Object value) {
        elements.set(index(step), value);
        changed.run();
    }

    @Override
    public void remove(String step) {
        elements.remove(index(step));
        changed.run();
    }

    @Override
    public Container into(String step) {
        Object copy = Container.copyOf(get(step), step);
        elements.set(index(step), copy);
        return Container.ofCopy(copy, changed);
    }
}
