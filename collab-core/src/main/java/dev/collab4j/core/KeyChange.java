package dev.collab4j.core;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a transaction did to one key of a map, or one attribute.
 *
 * @param action what happened
 * @param oldValue the value before, null if there was none; a copy, or a shared type that is deleted now
 */
public record KeyChange(Action action, @Nullable Object oldValue) {
    /**
     * Checks the action.
     *
     * @param action not null
     * @param oldValue may be null
     */
    public KeyChange {
        Objects.requireNonNull(action, "action");
    }

    /** What can happen to a key. */
    public enum Action {
        /** The key had no value. */
        ADD,
        /** The key has another value now, or the same one again. */
        UPDATE,
        /** The key has no value any more. */
        DELETE
    }
}
