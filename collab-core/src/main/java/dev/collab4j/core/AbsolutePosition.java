package dev.collab4j.core;

import dev.collab4j.core.internal.store.Branch;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Where a {@link RelativePosition} was when it was resolved. Immutable and thread-safe; the next edit may make it out
 * of date.
 */
public final class AbsolutePosition {
    private final Doc doc;
    private final @Nullable Branch branch;
    private final @Nullable String rootName;
    private final int index;
    private final int assoc;

    AbsolutePosition(Doc doc, @Nullable Branch branch, @Nullable String rootName, int index, int assoc) {
        this.doc = doc;
        this.branch = branch;
        this.rootName = branch == null ? rootName : branch.rootName;
        this.index = index;
        this.assoc = assoc;
    }

    /**
     * Returns the type that the position is in.
     *
     * @return not null
     * @throws IllegalStateException if it is a root of which nobody has said yet what it is; name it first, for example
     *     with {@link Doc#getText}
     */
    public SharedType type() {
        return doc.look(() -> {
            Branch found =
                    branch != null || rootName == null ? branch : doc.store().findRoot(rootName);
            if (found == null) {
                throw new IllegalStateException("Nobody has said yet what the root \"" + rootName + "\" is");
            }
            return doc.view(found);
        });
    }

    /**
     * Returns the name of the root that the position is in.
     *
     * @return null if it is in a type inside another one
     */
    public @Nullable String rootName() {
        return rootName;
    }

    /**
     * Returns how many elements there are before the position: UTF-16 units in text.
     *
     * @return at least 0
     */
    public int index() {
        return index;
    }

    /**
     * Returns which side the position holds on to.
     *
     * @return below 0 for the element before it, otherwise for the one behind it
     */
    public int assoc() {
        return assoc;
    }

    /** Two positions are equal if type, index and association are. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof AbsolutePosition position
                && doc == position.doc
                && branch == position.branch
                && Objects.equals(rootName, position.rootName)
                && index == position.index
                && assoc == position.assoc;
    }

    @Override
    public int hashCode() {
        return Objects.hash(rootName, index, assoc);
    }

    /** Describes the position, for logs. */
    @Override
    public String toString() {
        return "AbsolutePosition[" + (rootName == null ? "nested type" : "root \"" + rootName + "\"") + ", index "
                + index + ", assoc " + assoc + "]";
    }
}
