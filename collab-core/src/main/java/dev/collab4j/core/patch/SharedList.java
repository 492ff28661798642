package dev.collab4j.core.patch;

import dev.collab4j.core.YArray;
import org.jspecify.annotations.Nullable;

record SharedList(YArray array) implements Container {
    @Override
    public @Nullable Object get(String step) {
        return array.get(Container.index(step, array.length()));
    }

    @Override
    public void add(String step, @Nullable Object value) {
        array.insert(Container.place(step, array.length()), new @Nullable Object[] {value});
    }

    @Override
    public void replace(String step, @Nullable Object value) {
        remove(step);
        add(step, value);
    }

    @Override
    public void remove(String step) {
        array.delete(Container.index(step, array.length()));
    }

    @Override
    public Container into(String step) {
        return inside(step);
    }

    @Override
    public boolean isShared() {
        return true;
    }
}
