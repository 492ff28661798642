package dev.collab4j.core;

/** Is told of the transactions of a document. */
@FunctionalInterface
public interface TransactionListener {
    /**
     * Runs under the lock of the document, at the {@link TransactionPhase} that the listener was registered for.
     *
     * @param transaction the transaction
     */
    void onTransaction(Transaction transaction);
}
