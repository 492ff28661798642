package dev.collab4j.core.internal.commit;

import dev.collab4j.core.internal.codec.DeleteSetWriter;
import dev.collab4j.core.internal.codec.StateWriter;
import dev.collab4j.core.internal.codec.UpdateEncoderV1;
import dev.collab4j.core.internal.store.ClientLog;
import dev.collab4j.core.internal.store.StructStore;
import dev.collab4j.core.internal.store.TransactionState;
import java.util.ArrayDeque;
import java.util.Deque;
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
    private @Nullable TransactionState current;
    private boolean ending;

    public Transactor(StructStore store, CommitHooks hooks) {
        this.store = store;
        this.hooks = hooks;
    }

    /** Runs {@code body} in the open transaction, or in a new one. What it did stays if it throws. */
    public <R extends @Nullable Object> R transact(@Nullable Object origin, boolean local, Body<R> body) {
        if (current != null) {
            return body.run(current);
        }
        TransactionState transaction = new TransactionState(store, origin, local);
        store.open(transaction);
        current = transaction;
        ErrorSink errors = new ErrorSink();
        return errors.call(() -> body.run(transaction), () -> {
            current = null;
            ended.add(transaction);
            if (!ending) {
                endAll(errors);
            }
        });
    }

    private void endAll(ErrorSink errors) {
        ending = true;
        try {
            for (TransactionState next = ended.poll(); next != null; next = ended.poll()) {
                end(next, errors);
            }
        } finally {
            ending = false;
        }
    }

    private void end(TransactionState transaction, ErrorSink errors) {
        transaction.seal();
        hooks.callObservers(transaction, errors);
        if (transaction.needsFormattingCleanup) {
            errors.run(() -> hooks.cleanUpFormats(transaction));
        }
        commit(transaction);
    }

    private void commit(TransactionState transaction) {
        if (store.isGc()) {
            Collector.collect(transaction);
        }
        Merger.merge(transaction);
        replaceUsedClientId(transaction);
        if (hooks.wantsUpdates() && transaction.changesStore()) {
            hooks.enqueueUpdate(transaction, encode(transaction));
        }
        store.close(transaction);
        // Yjs destroys a removed sub-document in a transaction of its own; what an observer adds while that one waits
        // for its end is sent by it too.
        transaction.subDocumentsRemoved.forEach(document -> transact(null, true, destroying -> document));
    }

    /** Another replica writes under this id: going on with it would give two elements one id. */
    private void replaceUsedClientId(TransactionState transaction) {
        ClientLog own = store.findLog(store.clientId());
        if (!transaction.local && own != null && transaction.grownLogs().contains(own)) {
            store.clientId(hooks.newClientId());
        }
    }

    private static byte[] encode(TransactionState transaction) {
        UpdateEncoderV1 out = new UpdateEncoderV1();
        StateWriter.writeStructs(out, transaction.touchedLogs(), transaction::beforeClock);
        DeleteSetWriter.write(out, transaction.deleteSet);
        return out.toByteArray();
    }
}
