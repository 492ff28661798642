package dev.collab4j.core.patch;

import dev.collab4j.core.SharedType;
import dev.collab4j.core.Undefined;
import dev.collab4j.core.YArray;
import dev.collab4j.core.YMap;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a step of a pointer leads on from. */
interface Container {

    /** The inside of something that was deleted or replaced meanwhile: nobody can see it, and nothing in it changes. */
    Container GONE = new Container() {
        @Override
        public Object get(String step) {
            return Undefined.INSTANCE;
        }

        @Override
        public void add(String step, @Nullable Object value) {}

        @Override
        public void replace(String step, @Nullable Object value) {}

        @Override
        public void remove(String step) {}

        @Override
        public Container into(String step) {
            return this;
        }
    };

    /**
     * A value.
     *
     * @return {@link Undefined} if it was deleted or replaced meanwhile
     * @throws PatchException if there is none
     */
    @Nullable
    Object get(String step);

    /** Inserts an element, or sets a key. */
    void add(String step, @Nullable Object value);

    /** Sets what is there. */
    void replace(String step, @Nullable Object value);

    /** Removes what is there. */
    void remove(String step);

    /** The inside of a value. */
    Container into(String step);

    /** Whether a part of it can be set without the rest. */
    default boolean isShared() {
        return false;
    }

    /** The inside of a value that a shared type has. */
    default Container inside(String step) {
        Object value = get(step);
        if (value == Undefined.INSTANCE) {
            return GONE;
        }
        if (value instanceof SharedType type) {
            return of(type);
        }
        Object copy = copyOf(value, step);
        return ofCopy(copy, () -> replace(step, copy));
    }

    /** A plain value that can be changed; those inside of it are still the old ones. */
    static Object copyOf(@Nullable Object value, String step) {
        if (value instanceof Map<?, ?> map) {
            return new LinkedHashMap<>(map);
        }
        if (value instanceof List<?> list) {
            return new ArrayList<>(list);
        }
        throw new PatchException("there is nothing inside of \"" + step + "\"");
    }

    /** The inside of such a copy. */
    @SuppressWarnings("unchecked") // the keys of JSON
    static Container ofCopy(Object copy, Runnable changed) {
        return copy instanceof Map
                ? new PlainObject((Map<String, @Nullable Object>) copy, changed)
                : new PlainList((List<@Nullable Object>) copy, changed);
    }

    static Container of(SharedType type) {
        if (type instanceof YMap map) {
            return new SharedMap(map);
        }
        if (type instanceof YArray array) {
            return new SharedList(array);
        }
        throw new PatchException(
                "only maps and arrays can be patched, not a " + type.getClass().getSimpleName());
    }

    /** The index that a step names, below {@code end}. */
    static int index(String step, int end) {
        if (step.matches("0|[1-9][0-9]{0,8}") && Integer.parseInt(step) < end) {
            return Integer.parseInt(step);
        }
        throw new PatchException("there is no element \"" + step + "\"");
    }

    /** Where a step inserts in a list of {@code length} elements: {@code -} is its end. */
    static int place(String step, int length) {
        return step.equals("-") ? length : index(step, length + 1);
    }
}
