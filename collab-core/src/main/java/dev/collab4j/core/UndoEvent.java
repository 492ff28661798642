package dev.collab4j.core;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A step of an {@link UndoManager}, and what happened to it. Immutable and thread-safe. */
public final class UndoEvent {
    /** One of the two stacks. */
    public enum Type {
        /** The steps that can be undone. */
        UNDO,
        /** The steps that can be redone. */
        REDO
    }

    private final UndoManager undoManager;
    private final StackItem stackItem;
    private final Type type;
    private final @Nullable Object origin;
    private final Set<SharedType> changedParentTypes;

    UndoEvent(
            UndoManager undoManager,
            StackItem stackItem,
            Type type,
            @Nullable Object origin,
            Set<SharedType> changedParentTypes) {
        this.undoManager = undoManager;
        this.stackItem = stackItem;
        this.type = type;
        this.origin = origin;
        this.changedParentTypes = changedParentTypes;
    }

    /**
     * Returns the manager that the step belongs to.
     *
     * @return the manager
     */
    public UndoManager undoManager() {
        return undoManager;
    }

    /**
     * Returns the step; {@link StackItem#meta()} is there for the application.
     *
     * @return the step
     */
    public StackItem stackItem() {
        return stackItem;
    }

    /**
     * Returns the stack that the step is on, or was taken from.
     *
     * @return for a popped step what was done: undo or redo
     */
    public Type type() {
        return type;
    }

    /**
     * Returns the origin of the transaction that made the step; of a popped one the manager itself.
     *
     * @return any object, or null
     */
    public @Nullable Object origin() {
        return origin;
    }

    /**
     * Returns the types that the transaction changed and all types around them.
     *
     * @return an unmodifiable set; empty if an undo belongs to a transaction that is still open
     */
    public Set<SharedType> changedParentTypes() {
        return changedParentTypes;
    }
}
