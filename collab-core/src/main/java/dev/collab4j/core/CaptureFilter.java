package dev.collab4j.core;

/** Decides which transactions an {@link UndoManager} may take as steps. */
@FunctionalInterface
public interface CaptureFilter {
    /**
     * Asked at the end of each transaction of the document, its observers called, under the lock of the document. It
     * must not change the document.
     *
     * @param transaction the transaction, of whatever origin and scope
     * @return false if it is never to be undone by this manager
     */
    boolean captures(Transaction transaction);
}
