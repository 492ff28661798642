package dev.collab4j.core.internal.commit;

import dev.collab4j.core.internal.codec.DeleteSetWriter;
import dev.collab4j.core.internal.codec.FormatVersion;
import dev.collab4j.core.internal.codec.StateWriter;
import dev.collab4j.core.internal.codec.UpdateEncoder;
import dev.collab4j.core.internal.store.ClientLog;
import dev.collab4j.core.internal.store.StructStore;
import dev.collab4j.core.internal.store.SubDocument;
import dev.collab4j.core.internal.store.TransactionState;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Runs transactions and what follows them. A call inside an open transaction belongs to it. Observers run when their
 * transaction is over: what they change is a transaction of its own, whose end waits until that of the earlier ones
 * is done. The caller holds the lock of the document.
 */
public final class Transactor {
    /** What a transaction does. */
    @FunctionalInterface
    public interface Body<R extends @Nullable Object> {
        R run(TransactionState transaction);
    }

    private final StructStore store;
    private final CommitHooks hooks;
    private final Deque<TransactionState> ended = new ArrayDeque<>();
    private final List<TransactionState> done = new ArrayList<>(1);
    private @Nullable TransactionState current;
    private boolean ending;
    /** The one that observers are being told of. */
    private @Nullable TransactionState told;
    /** How many empty transactions come next if another one follows them. */
    private int owed;

    public Transactor(StructStore store, CommitHooks hooks) {
        this.store = store;
        this.hooks = hooks;
    }

    /** Runs {@code body} in the open transaction, or in a new one. What it did stays if it throws. */
    @SuppressWarnings({"NullAway", "CatchingUnchecked"}) // null only if R is nullable: an exception is thrown before
    public <R extends @Nullable Object> R transact(@Nullable Object origin, boolean local, Body<R> body) {
        if (current != null) {
            return body.run(current);
        }
        payOwed();
        TransactionState transaction = open(origin, local);
        current = transaction;
        ErrorSink errors = new ErrorSink();
        begin(transaction, errors);
        R result = null;
        try {
            result = body.run(transaction);
        } catch (RuntimeException | Error e) {
            errors.add(e);
        }
        current = null;
        ended.add(transaction);
        if (!ending) {
            endAll(errors);
        }
        errors.throwFirst();
        return result;
    }

    private void payOwed() {
        for (; owed > 0; owed--) {
            ended.add(open(null, true));
        }
    }

    private TransactionState open(@Nullable Object origin, boolean local) {
        TransactionState transaction = new TransactionState(store, origin, local);
        store.open(transaction);
        return transaction;
    }

    /**
     * Stands for a transaction without edits that an observer makes, if nobody is told of transactions. It matters only
     * if another one follows before its turn to end comes: as in Yjs it tells of those edits, too.
     */
    public void transactNothing() {
        if (current == null) {
            owed++;
        }
    }

    /** Whether no transaction is open or about to end. */
    public boolean isIdle() {
        return current == null && !ending;
    }

    /** The transaction whose edits are being made; null if there is none, or an earlier one has yet to end. */
    public @Nullable TransactionState open() {
        return ending ? null : current;
    }

    /** Somebody looks at structs: those that observers are told of become what they are without short cuts. */
    public void openSeams() {
        if (told != null) {
            told.openSeams();
        } else if (current != null && current.isJoined() && hooks.isObserved(current)) {
            current.openSeams();
        }
    }

    /** Puts a fresh sub-document, which nobody has loaded, in the place of one that is destroyed. */
    public void replace(SubDocument document) {
        subDocuments().replace(document);
    }

    private SubDocuments subDocuments() {
        return new SubDocuments(store, this, hooks);
    }

    private void begin(TransactionState transaction, ErrorSink errors) {
        if (!ending) {
            hooks.reached(Phase.BEFORE_ALL, transaction, errors);
        }
        hooks.reached(Phase.BEFORE, transaction, errors);
    }

    @SuppressWarnings("CatchingUnchecked")
    private void endAll(ErrorSink errors) {
        ending = true;
        try {
            for (TransactionState next = ended.poll(); next != null; next = ended.poll()) {
                end(next, errors);
                done.add(next);
                settleOwed();
            }
            hooks.afterAll(done);
        } catch (RuntimeException | Error e) {
            errors.add(e);
        } finally {
            done.clear();
            told = null;
            ending = false;
        }
    }

    /**
     * The turn of what is owed comes after that of all that have ended: nothing followed it, and it matters only to those
     * who have begun to watch meanwhile.
     */
    private void settleOwed() {
        if (ended.isEmpty()) {
            if (hooks.isWatched()) {
                payOwed();
            }
            owed = 0;
        }
    }

    private void end(TransactionState transaction, ErrorSink errors) {
        transaction.seal();
        if (hooks.isWatched()) {
            transaction.openSeams();
        }
        hooks.reached(Phase.BEFORE_OBSERVERS, transaction, errors);
        told = transaction;
        hooks.callObservers(transaction, errors);
        told = null;
        if (transaction.needsFormattingCleanup) {
            errors.run(() -> hooks.cleanUpFormats(transaction));
        }
        commit(transaction, errors);
    }

    private void commit(TransactionState transaction, ErrorSink errors) {
        if (transaction.touchesStructs()) {
            tidyUp(transaction, errors);
        }
        hooks.reached(Phase.AFTER_CLEAN_UP, transaction, errors);
        if (transaction.changesStore()) {
            enqueueUpdate(FormatVersion.V1, transaction);
            enqueueUpdate(FormatVersion.V2, transaction);
        }
        hooks.closing(transaction);
        store.close(transaction);
        if (transaction.touchesSubDocuments()) {
            errors.run(() -> subDocuments().commit(transaction));
        }
    }

    private void tidyUp(TransactionState transaction, ErrorSink errors) {
        if (store.isGc()) {
            Collector.collect(transaction, hooks, errors);
        }
        Merger.merge(transaction);
        replaceUsedClientId(transaction);
    }

    /** Another replica writes under this id: going on with it would give two elements one id. */
    private void replaceUsedClientId(TransactionState transaction) {
        ClientLog own = store.ownLog();
        if (!transaction.local && own != null && transaction.grownLogs().contains(own)) {
            store.clientId(hooks.newClientId());
        }
    }

    private void enqueueUpdate(FormatVersion version, TransactionState transaction) {
        if (hooks.wantsUpdates(version)) {
            UpdateEncoder out = version.encoder();
            StateWriter.writeStructs(out, transaction.touchedLogs(), transaction::beforeClock);
            DeleteSetWriter.write(out, transaction.deleteSet);
            hooks.enqueueUpdate(transaction, version, out.toByteArray());
        }
    }
}
