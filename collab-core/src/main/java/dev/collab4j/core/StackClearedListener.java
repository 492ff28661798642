package dev.collab4j.core;

/** Is told that an {@link UndoManager} forgot steps. */
@FunctionalInterface
public interface StackClearedListener {
    /**
     * Runs under the lock of the document, in the transaction that clears.
     *
     * @param undoStackCleared whether the undo stack was to be cleared
     * @param redoStackCleared whether the redo stack was to be cleared, as every new step does
     */
    void onStackCleared(boolean undoStackCleared, boolean redoStackCleared);
}
