package dev.collab4j.core;

import dev.collab4j.core.internal.codec.BlockReader;
import dev.collab4j.core.internal.codec.DeleteSetWriter;
import dev.collab4j.core.internal.codec.StateWriter;
import dev.collab4j.core.internal.codec.UpdateEncoderV1;
import dev.collab4j.core.internal.commit.CommitHooks;
import dev.collab4j.core.internal.commit.ErrorSink;
import dev.collab4j.core.internal.commit.Transactor;
import dev.collab4j.core.internal.edit.Formats;
import dev.collab4j.core.internal.event.Dispatcher;
import dev.collab4j.core.internal.event.ListenerList;
import dev.collab4j.core.internal.integrate.DecodedUpdate;
import dev.collab4j.core.internal.integrate.Pending;
import dev.collab4j.core.internal.integrate.UpdateApplier;
import dev.collab4j.core.internal.store.Branch;
import dev.collab4j.core.internal.store.ClientLog;
import dev.collab4j.core.internal.store.StructStore;
import dev.collab4j.core.internal.store.TransactionState;
import dev.collab4j.core.internal.store.TypeRef;
import dev.collab4j.core.internal.update.UpdateOperations;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A document that any number of replicas edit at the same time: a Yjs document, to the byte.
 *
 * <p>Thread-safe: one lock a document, held for a transaction and reentrant; calls block while another thread holds
 * it. Observers of types run under the lock, listeners of updates after it was released, so that documents bound to
 * each other can't deadlock. A single call on a shared type outside a transaction is a transaction of its own. There
 * is nothing to close: documents belong to the garbage collector.
 *
 * <p>Clocks of a live document end at 2^31 - 1 for each client.
 */
public final class Doc {
    private final ReentrantLock lock = new ReentrantLock();
    private final DocOptions options;
    private final StructStore store;
    private final UpdateApplier applier;
    private final Dispatcher dispatcher = new Dispatcher();
    private final UpdateQueue updates = new UpdateQueue();
    private final ListenerList<TransactionListener> transactionListeners = new ListenerList<>();
    private final Transactor transactor;

    /** Makes an empty document with the default options. */
    public Doc() {
        this(DocOptions.builder().build());
    }

    /**
     * Makes an empty document.
     *
     * @param options not null
     */
    public Doc(DocOptions options) {
        this.options = Objects.requireNonNull(options, "options");
        store = new StructStore(options.firstClientId(), options.gc());
        applier = new UpdateApplier(store);
        transactor = new Transactor(store, new Hooks());
    }

    /**
     * Returns the id that edits made here carry. It changes when an update from outside turns out to use the same one.
     *
     * @return from 0 to 2^53 - 1
     */
    public long clientId() {
        return look(store::clientId);
    }

    /**
     * Returns the name that tells this document from others.
     *
     * @return not null
     */
    public String guid() {
        return options.guid();
    }

    /**
     * Whether the content of what was deleted is forgotten.
     *
     * @return as the options said
     */
    public boolean gc() {
        return options.gc();
    }

    /**
     * Returns the root text of this name; it is there as soon as somebody asks.
     *
     * @param name any string, not null
     * @return the same object each time
     * @throws IllegalStateException if the name belongs to a root of another type
     */
    public YText getText(String name) {
        return root(name, TypeRef.of(TypeRef.TEXT), YText.class);
    }

    /**
     * Returns the root array of this name; it is there as soon as somebody asks.
     *
     * @param name any string, not null
     * @return the same object each time
     * @throws IllegalStateException if the name belongs to a root of another type
     */
    public YArray getArray(String name) {
        return root(name, TypeRef.of(TypeRef.ARRAY), YArray.class);
    }

    /**
     * Returns the root map of this name; it is there as soon as somebody asks.
     *
     * @param name any string, not null
     * @return the same object each time
     * @throws IllegalStateException if the name belongs to a root of another type
     */
    public YMap getMap(String name) {
        return root(name, TypeRef.of(TypeRef.MAP), YMap.class);
    }

    /**
     * Returns the root XML fragment of this name; it is there as soon as somebody asks.
     *
     * @param name any string, not null
     * @return the same object each time
     * @throws IllegalStateException if the name belongs to a root of another type
     */
    public YXmlFragment getXmlFragment(String name) {
        return root(name, TypeRef.of(TypeRef.XML_FRAGMENT), YXmlFragment.class);
    }

    /**
     * Returns the root XML element of this name; it is there as soon as somebody asks. Its node name is
     * {@code UNDEFINED}, as in Yjs.
     *
     * @param name any string, not null
     * @return the same object each time
     * @throws IllegalStateException if the name belongs to a root of another type
     */
    public YXmlElement getXmlElement(String name) {
        return root(name, new TypeRef(TypeRef.XML_ELEMENT, "UNDEFINED"), YXmlElement.class);
    }

    private <T extends SharedType> T root(String name, TypeRef type, Class<T> view) {
        Objects.requireNonNull(name, "name");
        return look(() -> {
            Branch branch = store.root(name);
            if (branch.typeRef().kind() == TypeRef.UNTYPED) {
                branch.defineType(type);
            }
            if (branch.typeRef().kind() != type.kind()) {
                throw new IllegalStateException("The root \"" + name + "\" is a "
                        + view(branch).getClass().getSimpleName());
            }
            return view.cast(view(branch));
        });
    }

    /**
     * Groups changes: one update, one round of events. Called inside a transaction it belongs to that one. If the body
     * throws, what was done until then stays and is sent, as in Yjs: there is no rollback.
     *
     * @param body runs once, under the lock
     */
    public void transact(TransactionBody body) {
        transact(null, body);
    }

    /**
     * Groups changes and says what caused them.
     *
     * @param origin handed to listeners; ignored inside an open transaction; may be null
     * @param body runs once, under the lock
     * @see #transact(TransactionBody)
     */
    public void transact(@Nullable Object origin, TransactionBody body) {
        Objects.requireNonNull(body, "body");
        transact(origin, true, state -> {
            body.run(Transaction.of(this, state));
            return true;
        });
    }

    /**
     * Groups changes and returns a value.
     *
     * @param body runs once, under the lock
     * @param <R> the result
     * @return what the body returned
     * @see #transact(TransactionBody)
     */
    public <R extends @Nullable Object> R compute(TransactionFunction<R> body) {
        return compute(null, body);
    }

    /**
     * Groups changes, says what caused them and returns a value.
     *
     * @param origin handed to listeners; ignored inside an open transaction; may be null
     * @param body runs once, under the lock
     * @param <R> the result
     * @return what the body returned
     * @see #transact(TransactionBody)
     */
    public <R extends @Nullable Object> R compute(@Nullable Object origin, TransactionFunction<R> body) {
        Objects.requireNonNull(body, "body");
        return transact(origin, true, state -> body.run(Transaction.of(this, state)));
    }

    /**
     * Looks at the document while nobody changes it.
     *
     * @param body runs once, under the lock
     * @param <R> the result
     * @return what the body returned
     */
    public <R extends @Nullable Object> R read(Supplier<R> body) {
        return look(Objects.requireNonNull(body, "body"));
    }

    /**
     * Applies what another replica changed. What is known already is ignored; what depends on something that isn't
     * there yet waits for it.
     *
     * @param update not null
     * @throws MalformedUpdateException if it is no update; the document is as it was
     */
    public void applyUpdate(Update update) {
        applyUpdate(update, null);
    }

    /**
     * Applies what another replica changed, and says where it comes from.
     *
     * @param update not null
     * @param origin handed to listeners; may be null
     * @throws MalformedUpdateException if it is no update; the document is as it was
     * @see #applyUpdate(Update)
     */
    public void applyUpdate(Update update, @Nullable Object origin) {
        DecodedUpdate decoded = decode(update);
        transact(origin, false, state -> {
            applier.apply(state, decoded);
            return true;
        });
    }

    /**
     * Whether applying {@code update} would change nothing: all its structs are here or wait for others, and all that
     * it deletes is deleted.
     *
     * @param update not null
     * @return true if a replica that sends this brings nothing new
     * @throws MalformedUpdateException if it is no update
     */
    public boolean contains(Update update) {
        DecodedUpdate decoded = decode(update);
        return look(() -> applier.contains(decoded));
    }

    private static DecodedUpdate decode(Update update) {
        return DecodedUpdate.read(BlockReader.ofV1(update.toV1()));
    }

    /**
     * Whether something has arrived that depends on what has not.
     *
     * @return true if structs or deletes wait
     */
    public boolean hasPending() {
        return look(() -> !applier.pending().isEmpty());
    }

    /**
     * Encodes the whole document, what waits included.
     *
     * @return the update that makes an empty document equal to this one
     */
    public Update encodeStateAsUpdate() {
        return encodeStateAsUpdate(StateVector.empty());
    }

    /**
     * Encodes what a replica lacks: the structs beyond its clocks, and always the whole delete set, which a state
     * vector says nothing about.
     *
     * @param target the state of that replica; not null
     * @return the update
     */
    public Update encodeStateAsUpdate(StateVector target) {
        return look(() -> {
            byte[] state = encodeStore(target);
            Pending pending = applier.pending();
            return Update.fromV1(
                    pending.isEmpty()
                            ? state
                            : UpdateOperations.mergeWithParked(
                                    state, pending.blocks(), pending.deletes(), target.toMap()));
        });
    }

    private byte[] encodeStore(StateVector target) {
        UpdateEncoderV1 out = new UpdateEncoderV1();
        StateWriter.writeStructs(out, store.logs(), log -> target.get(log.client));
        DeleteSetWriter.write(out, StateWriter.deleteSet(store));
        return out.toByteArray();
    }

    /**
     * Returns how far this document has got.
     *
     * @return the next clock of each client
     */
    public StateVector stateVector() {
        return look(() -> {
            Map<Long, Long> clocks = new LinkedHashMap<>();
            for (ClientLog log : store.logs()) {
                clocks.put(log.client, (long) log.state());
            }
            return StateVector.of(clocks);
        });
    }

    /**
     * Returns the ids of all that was deleted.
     *
     * @return the deleted ranges
     */
    public DeleteSet deleteSet() {
        return look(() -> DeleteSet.of(StateWriter.deleteSet(store)));
    }

    /**
     * Returns the content of all roots that have a type.
     *
     * @return a new unmodifiable map by name, in the order in which the roots were first named
     */
    public Map<String, Object> toJson() {
        return look(() -> {
            Map<String, Object> json = new LinkedHashMap<>();
            store.roots().forEach(root -> {
                if (root.getValue().typeRef().kind() != TypeRef.UNTYPED) {
                    json.put(root.getKey(), view(root.getValue()).toJson());
                }
            });
            return Collections.unmodifiableMap(json);
        });
    }

    /**
     * Registers a listener for the updates of this document, its own and those applied to it. A transaction that
     * changes nothing gives no update; nor does an update of which all has to wait.
     *
     * @param listener not null
     * @return closing it takes the listener off
     */
    public Subscription onUpdate(UpdateListener listener) {
        return updates.listeners.add(Objects.requireNonNull(listener, "listener"))::remove;
    }

    /**
     * Registers a listener for the end of transactions; it runs under the lock.
     *
     * @param listener not null
     * @return closing it takes the listener off
     */
    public Subscription onTransaction(TransactionListener listener) {
        return transactionListeners.add(Objects.requireNonNull(listener, "listener"))::remove;
    }

    /** Runs {@code body} in a transaction for an edit through a shared type. */
    <R extends @Nullable Object> R change(Transactor.Body<R> body) {
        return transact(null, true, body);
    }

    private <R extends @Nullable Object> R transact(@Nullable Object origin, boolean local, Transactor.Body<R> body) {
        return look(() -> transactor.transact(origin, local, body));
    }

    /** Runs {@code body} under the lock; the updates of an outermost call are delivered after it. */
    <R extends @Nullable Object> R look(Supplier<R> body) {
        ErrorSink errors = new ErrorSink();
        lock.lock();
        return errors.call(body, () -> {
            boolean outermost = lock.getHoldCount() == 1;
            lock.unlock();
            if (outermost) {
                updates.deliver(errors);
            }
        });
    }

    /** The public object of a type. The caller holds the lock. */
    SharedType view(Branch branch) {
        if (branch.view == null) {
            branch.view = Views.create(this, branch);
        }
        return (SharedType) branch.view;
    }

    private final class Hooks implements CommitHooks {
        @Override
        public void callObservers(TransactionState transaction, ErrorSink errors) {
            dispatcher.callObservers(transaction, errors);
            transactionListeners.forEach(
                    listener -> errors.run(() -> listener.afterTransaction(Transaction.of(Doc.this, transaction))));
        }

        @Override
        public void cleanUpFormats(TransactionState transaction) {
            Formats.cleanUpAfter(transaction, transactor);
        }

        @Override
        public long newClientId() {
            return options.nextClientId();
        }

        @Override
        public boolean wantsUpdates() {
            return !updates.listeners.isEmpty();
        }

        @Override
        public void enqueueUpdate(TransactionState transaction, byte[] update) {
            updates.add(new UpdateEvent(Doc.this, Update.fromV1(update), transaction.origin, transaction.local));
        }
    }
}
