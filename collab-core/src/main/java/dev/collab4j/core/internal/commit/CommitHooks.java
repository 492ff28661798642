package dev.collab4j.core.internal.commit;

import dev.collab4j.core.internal.store.TransactionState;

/** What the layers above do at the end of a transaction. */
public interface CommitHooks {
    /** Calls the observers of the changed types, the deep observers, then those of the transaction. */
    void callObservers(TransactionState transaction, ErrorSink errors);

    /** Removes formats that a change from outside made superfluous, in a transaction of its own. */
    void cleanUpFormats(TransactionState transaction);

    /** A client id for the document after another replica was seen to use its own. */
    long newClientId();

    /** Whether somebody wants the bytes of updates. */
    boolean wantsUpdates();

    /** An update to be handed to listeners once the lock is released. */
    void enqueueUpdate(TransactionState transaction, byte[] update);
}
