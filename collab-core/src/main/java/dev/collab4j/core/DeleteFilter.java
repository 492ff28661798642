package dev.collab4j.core;

/** Decides what an {@link UndoManager} may delete. */
@FunctionalInterface
public interface DeleteFilter {
    /**
     * Asked for each item that an undo or redo is about to delete, the newest of its step first, under the lock of the
     * document. It must not change the document.
     *
     * @param item not deleted yet; valid during the call
     * @return false if the item is to stay; all that is in it stays only if it was asked for and stays too
     */
    boolean mayDelete(ItemView item);
}
