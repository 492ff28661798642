package dev.collab4j.core.patch;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A list that is one value: it is set as a whole. */
final class PlainList implements Container {
    private final List<@Nullable Object> elements;
    private final Consumer<Object> changed;

    PlainList(List<?> value, Consumer<Object> changed) {
        elements = new ArrayList<>(value);
        this.changed = changed;
    }

    @Override
    public @Nullable Object get(String step) {
        return elements.get(Container.index(step, elements.size()));
    }

    @Override
    public void add(String step, @Nullable Object value) {
        elements.add(Container.place(step, elements.size()), value);
        changed.accept(elements);
    }

    @Override
    public void replace(String step, @Nullable Object value) {
        elements.set(Container.index(step, elements.size()), value);
        changed.accept(elements);
    }

    @Override
    public void remove(String step) {
        elements.remove(Container.index(step, elements.size()));
        changed.accept(elements);
    }
}
