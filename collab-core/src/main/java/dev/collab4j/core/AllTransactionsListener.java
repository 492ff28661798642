package dev.collab4j.core;

import java.util.List;

/** Is told when all transactions have ended that one outermost call brought about. */
@FunctionalInterface
public interface AllTransactionsListener {
    /**
     * Runs after the lock of the document was released, behind the updates of these transactions.
     *
     * @param transactions in the order in which they ended: first that of the call, then those of observers
     */
    void afterAllTransactions(List<Transaction> transactions);
}
