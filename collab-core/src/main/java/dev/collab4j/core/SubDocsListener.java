package dev.collab4j.core;

/** Is told which documents inside a document came, went or are to be loaded. */
@FunctionalInterface
public interface SubDocsListener {
    /**
     * Runs after the lock of the document around them was released, behind the update of the same transaction, one
     * call at a time for a document. May edit any document.
     *
     * @param event what happened
     */
    void onSubDocs(SubDocsEvent event);
}
