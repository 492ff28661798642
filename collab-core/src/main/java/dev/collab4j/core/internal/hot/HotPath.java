package dev.collab4j.core.internal.hot;

import dev.collab4j.core.internal.codec.EncodedUpdate;
import dev.collab4j.core.internal.codec.FormatVersion;
import dev.collab4j.core.internal.integrate.Pending;
import dev.collab4j.core.internal.store.Branch;
import dev.collab4j.core.internal.store.StructStore;
import dev.collab4j.core.internal.store.TransactionState;
import org.jspecify.annotations.Nullable;

/**
 * Changes of plain text that are a whole transaction each, done without one, or that belong to an open one, done as its
 * end would leave them. The caller holds the lock and has made sure that nobody is told of transactions, and that all that
 * is deleted may be collected; what only the place of the change can tell is looked at here. Each method returns false if
 * it can't, and has changed nothing then.
 */
public final class HotPath {
    private final PlainChange change;
    private final PlainEdits edits;
    private final PlainUpdates updates;
    private final Pending pending;

    public HotPath(StructStore store, Pending pending) {
        this.pending = pending;
        change = new PlainChange(store);
        edits = new PlainEdits(store, change);
        updates = new PlainUpdates(store, change);
    }

    /** What follows belongs to {@code transaction}, which is open; with null each change is one of its own. */
    public void within(@Nullable TransactionState transaction) {
        change.within(transaction);
    }

    /** Inserts {@code text}, which isn't empty, behind {@code index} elements. */
    public boolean insert(Branch branch, int index, String text) {
        return change.mayTouch(branch) && edits.insert(branch, index, text);
    }

    /** Deletes {@code length} elements, at least one. */
    public boolean delete(Branch branch, int index, int length) {
        return change.mayTouch(branch) && edits.delete(branch, index, length);
    }

    /** Applies an update. */
    public boolean apply(EncodedUpdate update) {
        boolean done = update.version() == FormatVersion.V1 && pending.isEmpty() && updates.apply(update.bytes());
        if (done) {
            change.markRemote();
        }
        return done;
    }

    /** The update of the last change. */
    public byte[] lastChange(FormatVersion version) {
        return change.encode(version);
    }
}
