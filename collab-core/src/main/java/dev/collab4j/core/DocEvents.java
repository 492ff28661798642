package dev.collab4j.core;

import dev.collab4j.core.internal.codec.FormatVersion;
import dev.collab4j.core.internal.commit.CommitHooks;
import dev.collab4j.core.internal.commit.ErrorSink;
import dev.collab4j.core.internal.commit.Phase;
import dev.collab4j.core.internal.edit.Formats;
import dev.collab4j.core.internal.event.Dispatcher;
import dev.collab4j.core.internal.event.ListenerList;
import dev.collab4j.core.internal.store.Item;
import dev.collab4j.core.internal.store.SubDocument;
import dev.collab4j.core.internal.store.TransactionState;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;

/** The listeners of a document, and which moment of a transaction calls which of them. */
final class DocEvents implements CommitHooks {
    private final Doc doc;
    private final DocOptions options;
    private final Dispatcher dispatcher = new Dispatcher();
    private final Deliveries deliveries = new Deliveries();
    private final Map<TransactionPhase, ListenerList<TransactionListener>> phases =
            new EnumMap<>(TransactionPhase.class);

    private final ListenerList<AllTransactionsListener> allTransactions = new ListenerList<>();
    private final ListenerList<UpdateListener> updates = new ListenerList<>();
    private final ListenerList<UpdateListener> updatesV2 = new ListenerList<>();
    private final ListenerList<SubDocsListener> subDocs = new ListenerList<>();
    private final ListenerList<SyncListener> syncs = new ListenerList<>();
    private final ListenerList<DestroyListener> destruction = new ListenerList<>();
    /** Those that are told of every transaction, but for the updates. */
    private final List<ListenerList<?>> watchers;

    private volatile boolean watched;

    DocEvents(Doc doc, DocOptions options) {
        this.doc = doc;
        this.options = options;
        List<ListenerList<?>> others = new ArrayList<>();
        for (TransactionPhase phase : TransactionPhase.values()) {
            ListenerList<TransactionListener> listeners = new ListenerList<>();
            phases.put(phase, listeners);
            others.add(listeners);
        }
        others.add(allTransactions);
        watchers = List.copyOf(others);
    }

    Subscription onTransaction(TransactionPhase phase, TransactionListener listener) {
        return watching(listeners(phase).add(listener));
    }

    Subscription onAllTransactions(AllTransactionsListener listener) {
        return watching(allTransactions.add(listener));
    }

    private Subscription watching(ListenerList<?>.Entry added) {
        lookForWatchers();
        return () -> {
            added.remove();
            lookForWatchers();
        };
    }

    /** Lists change first, so whoever comes last sees all. */
    private synchronized void lookForWatchers() {
        watched = watchers.stream().anyMatch(listeners -> !listeners.isEmpty());
    }

    Subscription onUpdate(UpdateListener listener) {
        return updates.add(listener)::remove;
    }

    Subscription onUpdateV2(UpdateListener listener) {
        return updatesV2.add(listener)::remove;
    }

    Subscription onSubDocs(SubDocsListener listener) {
        return subDocs.add(listener)::remove;
    }

    Subscription onSync(SyncListener listener) {
        return syncs.add(listener)::remove;
    }

    void synced(boolean now) {
        later(errors -> syncs.forEach(listener -> errors.run(() -> listener.onSync(now, doc))));
    }

    Subscription onDestroy(DestroyListener listener) {
        return destruction.add(listener)::remove;
    }

    /** Queues something to be done once the lock is released, behind what is queued. */
    void later(Deliveries.Delivery delivery) {
        deliveries.add(delivery);
    }

    /** Calls the listeners that run without the lock. */
    void deliver(ErrorSink errors) {
        deliveries.deliver(errors);
    }

    /** Whether anybody but listeners of updates is told of transactions. */
    boolean hasWatchers() {
        return watched;
    }

    /**
     * Claims the next delivery for the caller, who holds the lock and calls {@link #deliverClaimed} without it; false if
     * something comes first.
     */
    boolean claim() {
        return deliveries.claim();
    }

    /** Delivers an update in version 1 past the queue, then what was queued meanwhile. */
    void deliverClaimed(UpdateEvent event) {
        ErrorSink errors = null;
        for (UpdateListener listener : updates) {
            try {
                listener.onUpdate(event);
            } catch (RuntimeException | Error e) {
                errors = errors == null ? new ErrorSink() : errors;
                errors.add(e);
            }
        }
        if (errors != null || !deliveries.releaseIfDone()) {
            deliverClaimed(errors == null ? new ErrorSink() : errors);
        }
    }

    private void deliverClaimed(ErrorSink errors) {
        deliveries.deliverClaimed(errors);
        errors.throwFirst();
    }

    /** Delivers what is queued. */
    void deliver() {
        if (!deliveries.isEmpty()) {
            ErrorSink errors = new ErrorSink();
            deliver(errors);
            errors.throwFirst();
        }
    }

    /** Queues an event for the listeners of updates in its version. */
    void later(UpdateEvent event) {
        ListenerList<UpdateListener> listeners = listeners(event.version());
        later(errors -> listeners.forEach(listener -> errors.run(() -> listener.onUpdate(event))));
    }

    /** Tells that the document is destroyed, then takes all listeners off. */
    void destroy(ErrorSink errors) {
        later(sink -> {
            destruction.forEach(listener -> sink.run(() -> listener.onDestroy(doc)));
            phases.values().forEach(ListenerList::clear);
            allTransactions.clear();
            lookForWatchers();
            updates.clear();
            updatesV2.clear();
            subDocs.clear();
            syncs.clear();
            destruction.clear();
        });
        deliver(errors);
    }

    private ListenerList<TransactionListener> listeners(TransactionPhase phase) {
        return Objects.requireNonNull(phases.get(phase));
    }

    private void call(TransactionPhase phase, TransactionState transaction, ErrorSink errors) {
        ListenerList<TransactionListener> listeners = listeners(phase);
        if (!listeners.isEmpty()) {
            Transaction view = Transaction.of(doc, transaction);
            listeners.forEach(listener -> errors.run(() -> listener.onTransaction(view)));
        }
    }

    @Override
    public boolean isWatched() {
        return hasWatchers();
    }

    @Override
    public boolean isObserved(TransactionState transaction) {
        return transaction.changed().keySet().stream().anyMatch(Dispatcher::isObserved);
    }

    @Override
    public void reached(Phase phase, TransactionState transaction, ErrorSink errors) {
        if (hasWatchers()) {
            call(TransactionPhase.valueOf(phase.name()), transaction, errors);
        }
    }

    @Override
    public void callObservers(TransactionState transaction, ErrorSink errors) {
        dispatcher.callObservers(transaction, errors);
        call(TransactionPhase.AFTER_OBSERVERS, transaction, errors);
        dispatcher.close(transaction);
    }

    @Override
    public void cleanUpFormats(TransactionState transaction) {
        Formats.cleanUpAfter(transaction, doc.transactor());
    }

    @Override
    public long newClientId() {
        return options.nextClientId();
    }

    @Override
    public boolean mayCollect(Item item, ErrorSink errors) {
        GcFilter filter = options.gcFilter();
        if (filter == null) {
            return true;
        }
        AtomicBoolean may = new AtomicBoolean();
        errors.run(() -> may.set(filter.mayCollect(ItemView.of(doc, item))));
        return may.get();
    }

    @Override
    public boolean wantsUpdates(FormatVersion version) {
        return !listeners(version).isEmpty();
    }

    @Override
    public void enqueueUpdate(TransactionState transaction, FormatVersion version, byte[] update) {
        later(new UpdateEvent(doc, version, update, transaction.origin, transaction.local));
    }

    private ListenerList<UpdateListener> listeners(FormatVersion version) {
        return version == FormatVersion.V1 ? updates : updatesV2;
    }

    @Override
    public void subDocumentsChanged(TransactionState transaction) {
        transaction.subDocuments().added.forEach(added -> Nesting.adopt(doc, added));
        if (!subDocs.isEmpty()) {
            SubDocsEvent event = new SubDocsEvent(
                    Transaction.of(doc, transaction),
                    docs(transaction.subDocuments().added),
                    docs(transaction.subDocuments().removed),
                    docs(transaction.subDocuments().loaded));
            later(errors -> subDocs.forEach(listener -> errors.run(() -> listener.onSubDocs(event))));
        }
    }

    private Set<Doc> docs(Set<SubDocument> stored) {
        Set<Doc> docs = new LinkedHashSet<>();
        stored.forEach(document -> docs.add(Views.subDoc(doc, document)));
        return docs;
    }

    @Override
    public void detached(SubDocument document) {
        Nesting.detached(document);
    }

    @Override
    public void destroyLater(SubDocument document) {
        if (document.view instanceof Doc removed) {
            later(errors -> errors.run(removed::destroy));
        }
    }

    @Override
    public void afterAll(List<TransactionState> transactions) {
        if (!allTransactions.isEmpty()) {
            List<Transaction> all = transactions.stream()
                    .map(state -> Transaction.of(doc, state))
                    .toList();
            later(errors -> allTransactions.forEach(listener -> errors.run(() -> listener.afterAllTransactions(all))));
        }
    }

    @Override
    public void closing(TransactionState transaction) {
        if (!allTransactions.isEmpty()) {
            Transaction.of(doc, transaction).keepStates();
        }
    }
}
