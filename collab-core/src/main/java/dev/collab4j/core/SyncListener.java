package dev.collab4j.core;

/** Is told whether a document is in sync with others. */
@FunctionalInterface
public interface SyncListener {
    /**
     * Runs without the lock of the document, each time a provider says something.
     *
     * @param synced whether the document has all that the others had
     * @param doc the document
     */
    void onSync(boolean synced, Doc doc);
}
