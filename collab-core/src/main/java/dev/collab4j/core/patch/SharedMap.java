package dev.collab4j.core.patch;

import dev.collab4j.core.YMap;
import org.jspecify.annotations.Nullable;

record SharedMap(YMap map) implements Container {
    @Override
    public @Nullable Object get(String step) {
        if (!map.has(step)) {
            throw new PatchException("there is no key \"" + step + "\"");
        }
        return map.get(step);
    }

    @Override
    public void add(String step, @Nullable Object value) {
        map.set(step, value);
    }

    @Override
    public void replace(String step, @Nullable Object value) {
        get(step);
        add(step, value);
    }

    @Override
    public void remove(String step) {
        get(step);
        map.delete(step);
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
