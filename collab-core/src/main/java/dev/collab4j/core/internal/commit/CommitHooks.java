package dev.collab4j.core.internal.commit;

import dev.collab4j.core.internal.codec.FormatVersion;
import dev.collab4j.core.internal.store.Item;
import dev.collab4j.core.internal.store.SubDocument;
import dev.collab4j.core.internal.store.TransactionState;
import java.util.List;

/** What the layers above do at the end of a transaction. */
public interface CommitHooks {
    /** Whether anybody but listeners of updates is told of transactions. */
    boolean isWatched();

    /** Whether observers are going to be told of what {@code transaction} has changed so far. */
    boolean isObserved(TransactionState transaction);

    /** Calls those who wait for this moment of a transaction. */
    void reached(Phase phase, TransactionState transaction, ErrorSink errors);

    /** Calls the observers of the changed types, the deep observers, then those of the transaction. */
    void callObservers(TransactionState transaction, ErrorSink errors);

    /** Removes formats that a change from outside made superfluous, in a transaction of its own. */
    void cleanUpFormats(TransactionState transaction);

    /** A client id for the document after another replica was seen to use its own. */
    long newClientId();

    /** Whether a deleted item that an update names may lose its content. */
    boolean mayCollect(Item item, ErrorSink errors);

    /** Whether somebody wants the bytes of updates in this version. */
    boolean wantsUpdates(FormatVersion version);

    /** An update to be handed to listeners once the lock is released. */
    void enqueueUpdate(TransactionState transaction, FormatVersion version, byte[] update);

    /** Sub-documents came, went or are to be loaded. */
    void subDocumentsChanged(TransactionState transaction);

    /** A sub-document isn't in the document any more; it may go into another one. */
    void detached(SubDocument document);

    /** A removed sub-document is to be destroyed once the lock is released. */
    void destroyLater(SubDocument document);

    /** From here on the clocks before and after this transaction aren't known any more. */
    void closing(TransactionState transaction);

    /** All that one outermost call brought about has ended; the list is valid only during the call. */
    void afterAll(List<TransactionState> transactions);
}
