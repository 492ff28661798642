package dev.collab4j.core;

/** Is told of a step that an {@link UndoManager} took, went on with, or took back. */
@FunctionalInterface
public interface UndoListener {
    /**
     * Runs under the lock of the document. An edit made here is a transaction of its own.
     *
     * @param event what happened
     */
    void onUndoEvent(UndoEvent event);
}
