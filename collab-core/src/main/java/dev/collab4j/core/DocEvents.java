package dev.collab4j.core;

import dev.collab4j.core.internal.codec.EncodedUpdate;
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
import org.jspecify.annotations.Nullable;

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

    DocEvents(Doc doc, DocOptions options) {
        this.doc = doc;
        this.options = options;
        for (TransactionPhase phase : TransactionPhase.values()) {
            phases.put(phase, new ListenerList<>());
        }
        List<ListenerList<?>> others = new ArrayList<>(phases.values());
        others.add(allTransactions);
        watchers = List.copyOf(others);
    }

    Subscription onTransaction(TransactionPhase phase, TransactionListener listener) {
        return listeners(phase).add(listener)::remove;
    }

    Subscription onAllTransactions(AllTransactionsListener listener) {
        return allTransactions.add(listener)::remove;
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
        for (ListenerList<?> listeners : watchers) {
            if (!listeners.isEmpty()) {
                return true;
            }
        }
        return false;
    }

    /** Gives an event its place among the others: it comes back if the caller, who holds the lock, is to deliver it. */
    @Nullable
    UpdateEvent claim(UpdateEvent event) {
        if (deliveries.claim()) {
            return event;
        }
        later(event, FormatVersion.V1);
        return null;
    }

    /** Delivers what is queued, before it {@code claimed} if there is one. */
    void deliver(@Nullable UpdateEvent claimed) {
        ErrorSink errors = new ErrorSink();
        if (claimed != null) {
            updates.forEach(listener -> errors.run(() -> listener.onUpdate(claimed)));
            deliveries.deliverClaimed(errors);
        } else {
            deliveries.deliver(errors);
        }
        errors.throwFirst();
    }

    /** Queues an event for the listeners of updates. */
    void later(UpdateEvent event, FormatVersion version) {
        ListenerList<UpdateListener> listeners = listeners(version);
        later(errors -> listeners.forEach(listener -> errors.run(() -> listener.onUpdate(event))));
    }

    /** Tells that the document is destroyed, then takes all listeners off. */
    void destroy(ErrorSink errors) {
        later(sink -> {
            destruction.forEach(listener -> sink.run(() -> listener.onDestroy(doc)));
            phases.values().forEach(ListenerList::clear);
            allTransactions.clear();
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
    public void reached(Phase phase, TransactionState transaction, ErrorSink errors) {
        call(
                switch (phase) {
                    case BEFORE_ALL -> TransactionPhase.BEFORE_ALL;
                    case BEFORE -> TransactionPhase.BEFORE;
                    case BEFORE_OBSERVERS -> TransactionPhase.BEFORE_OBSERVERS;
                    case AFTER_CLEAN_UP -> TransactionPhase.AFTER_CLEAN_UP;
                },
                transaction,
                errors);
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
    public void enqueueUpdate(TransactionState transaction, EncodedUpdate update) {
        later(new UpdateEvent(doc, new Update(update), transaction.origin, transaction.local), update.version());
    }

    private ListenerList<UpdateListener> listeners(FormatVersion version) {
        return version == FormatVersion.V1 ? updates : updatesV2;
    }

    @Override
    public void subDocumentsChanged(TransactionState transaction) {
        transaction.subDocumentsAdded.forEach(added -> Nesting.adopt(doc, added));
        if (!subDocs.isEmpty()) {
            SubDocsEvent event = new SubDocsEvent(
                    Transaction.of(doc, transaction),
                    docs(transaction.subDocumentsAdded),
                    docs(transaction.subDocumentsRemoved),
                    docs(transaction.subDocumentsLoaded));
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
