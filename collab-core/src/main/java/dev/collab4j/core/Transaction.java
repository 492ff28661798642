package dev.collab4j.core;

import dev.collab4j.core.internal.store.TransactionState;
import org.jspecify.annotations.Nullable;

/**
 * Changes that belong together: one update, one round of events. Lives while the body of {@link Doc#transact} runs
 * and while its observers do; guarded by the lock of the document.
 */
public final class Transaction {
    private final Doc doc;
    private final TransactionState state;

    private Transaction(Doc doc, TransactionState state) {
        this.doc = doc;
        this.state = state;
    }

    static Transaction of(Doc doc, TransactionState state) {
        if (state.view == null) {
            state.view = new Transaction(doc, state);
        }
        return (Transaction) state.view;
    }

    /**
     * Returns the document that is changed.
     *
     * @return the document
     */
    public Doc doc() {
        return doc;
    }

    /**
     * Returns what the caller gave as the cause of the change.
     *
     * @return any object, or null
     */
    public @Nullable Object origin() {
        return state.origin;
    }

    /**
     * Whether the change was made here; false if an update from outside was applied.
     *
     * @return true for an edit of this replica
     */
    public boolean local() {
        return state.local;
    }
}
