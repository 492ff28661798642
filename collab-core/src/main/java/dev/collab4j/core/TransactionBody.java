package dev.collab4j.core;

/** What a transaction does. */
@FunctionalInterface
public interface TransactionBody {
    /**
     * Changes the document. Runs under its lock; may throw: what was done until then stays.
     *
     * @param transaction the open transaction
     */
    void run(Transaction transaction);
}
