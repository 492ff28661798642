package dev.collab4j.core.internal.store;

import org.jspecify.annotations.Nullable;

/** A run of elements among those of one list or key: what has to be known of it to resolve conflicts. */
public interface Sibling<S extends Sibling<S>> {
    /** The next one, null at the end. */
    @Nullable
    S right();

    /** The client that made it. */
    long client();

    boolean hasSameOrigin(S other);

    boolean hasSameRightOrigin(S other);

    /** What holds the element that it was inserted after, equal only to itself; null if there is none. */
    @Nullable
    Object originHolder();
}
