package dev.collab4j.core;

/** Is told of the end of each transaction of a document. */
@FunctionalInterface
public interface TransactionListener {
    /**
     * Runs under the lock of the document, after the observers of the types that changed. An edit made here is a
     * transaction of its own.
     *
     * @param transaction the transaction that ended
     */
    void afterTransaction(Transaction transaction);
}
