package dev.collab4j.core;

/**
 * The moments of a transaction at which a {@link TransactionListener} can be called, in their order. All of them lie
 * under the lock of the document.
 */
public enum TransactionPhase {
    /**
     * The first of the transactions that one outermost call brings about has begun; those of observers follow within
     * it. Yjs: {@code beforeAllTransactions}.
     */
    BEFORE_ALL,

    /** A transaction has begun; an edit belongs to it. Yjs: {@code beforeTransaction}. */
    BEFORE,

    /**
     * The edits are done, observers come next. From here on an edit is a transaction of its own, whose observers run
     * after those of this one. Yjs: {@code beforeObserverCalls}.
     */
    BEFORE_OBSERVERS,

    /** The observers of types have run, the deep ones too. Yjs: {@code afterTransaction}. */
    AFTER_OBSERVERS,

    /**
     * Formats are cleaned up, deleted content is forgotten, neighbours are joined; the update comes next. Yjs:
     * {@code afterTransactionCleanup}.
     */
    AFTER_CLEAN_UP
}
