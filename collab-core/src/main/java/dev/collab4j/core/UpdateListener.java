package dev.collab4j.core;

/** Is handed each update of a document. */
@FunctionalInterface
public interface UpdateListener {
    /**
     * Runs after the lock of the document was released, in the order of the transactions, one call at a time for a
     * document. May edit any document; the update of such an edit of this document is delivered after this call.
     *
     * @param event the update and where it came from
     */
    void onUpdate(UpdateEvent event);
}
