package dev.collab4j.core;

import dev.collab4j.core.internal.codec.BlockReader;
import dev.collab4j.core.internal.codec.DeleteSetWriter;
import dev.collab4j.core.internal.codec.EncodedUpdate;
import dev.collab4j.core.internal.codec.FormatVersion;
import dev.collab4j.core.internal.codec.StateWriter;
import dev.collab4j.core.internal.codec.UpdateEncoder;
import dev.collab4j.core.internal.commit.ErrorSink;
import dev.collab4j.core.internal.commit.Transactor;
import dev.collab4j.core.internal.edit.Values;
import dev.collab4j.core.internal.history.SnapshotIds;
import dev.collab4j.core.internal.history.SnapshotState;
import dev.collab4j.core.internal.integrate.DecodedUpdate;
import dev.collab4j.core.internal.integrate.Pending;
import dev.collab4j.core.internal.integrate.UpdateApplier;
import dev.collab4j.core.internal.preview.Preview;
import dev.collab4j.core.internal.preview.Revocation;
import dev.collab4j.core.internal.store.Branch;
import dev.collab4j.core.internal.store.ClientLog;
import dev.collab4j.core.internal.store.StructStore;
import dev.collab4j.core.internal.store.SubDocument;
import dev.collab4j.core.internal.store.TransactionState;
import dev.collab4j.core.internal.store.TypeRef;
import dev.collab4j.core.internal.update.UpdateOperations;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
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
    private final DocEvents events;
    private final Transactor transactor;
    private final Shortcut shortcut;
    private final Nesting nesting;
    private @Nullable SyncState syncState;
    private @Nullable PastEdits pastEdits;

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
        applier = new UpdateApplier(store, options.clock());
        events = new DocEvents(this, options);
        transactor = new Transactor(store, events);
        shortcut = new Shortcut(this, lock, transactor, events, applier.pending());
        nesting = new Nesting(this, options.shouldLoad());
    }

    /** The public object of a document inside {@code around}, whose lock the caller holds. */
    Doc(Doc around, SubDocument stored) {
        this(around.options.of(stored, around.store.clientId()));
        nesting.madeFor(around, stored);
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
     * Whether this, as a document inside another one, is to be loaded at once, here and at all others.
     *
     * @return as the options said
     */
    public boolean autoLoad() {
        return options.autoLoad();
    }

    /**
     * Returns what the application says of this document; for one inside another one all can see it.
     *
     * @return a copy, or null
     */
    public @Nullable Object meta() {
        return Values.export(options.meta());
    }

    /**
     * Whether somebody wants the content: a provider should sync this document.
     *
     * @return at first as the options said, for a document that came inside another one as {@link #autoLoad}; true once
     *     {@link #load} was called
     */
    public boolean shouldLoad() {
        return nesting.shouldLoad();
    }

    /**
     * Asks for the content. If this is inside another document, a first time, the listeners of that one's
     * {@link #onSubDocs} are told. Called while this thread holds the lock of this document, that waits until it is
     * released; the lock of the outer document is taken.
     */
    public void load() {
        nesting.load();
    }

    /**
     * Gives this document up, as in Yjs: those inside it are destroyed first; if it is inside another one, a fresh one
     * of the same guid, not loaded, takes its place there; the listeners of {@link #onDestroy} are called and all
     * listeners of this document are taken off. The content stays and can be read and edited, and there is nothing that
     * has to be freed: this is for documents inside others and those who look after them. Locks are taken as by
     * {@link #load}.
     */
    public void destroy() {
        nesting.destroy();
    }

    /**
     * Whether this was destroyed.
     *
     * @return true from the call of {@link #destroy} on, or once it was removed from the document around it
     */
    public boolean isDestroyed() {
        return nesting.isDestroyed();
    }

    /**
     * Returns the document that this one is in: as the value of a list or map there.
     *
     * @return null if it is in none, not yet or not any more
     */
    public @Nullable Doc parentDoc() {
        return nesting.around();
    }

    /**
     * Returns the documents inside this one.
     *
     * @return a new set, in the order in which they came
     */
    public Set<Doc> subDocs() {
        return look(() -> {
            Set<Doc> docs = new LinkedHashSet<>();
            store.subDocuments().forEach(stored -> docs.add(Views.subDoc(this, stored)));
            return docs;
        });
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

    /**
     * Returns the root XML text of this name; it is there as soon as somebody asks. Lexical keeps its document in one.
     *
     * @param name any string, not null
     * @return the same object each time
     * @throws IllegalStateException if the name belongs to a root of another type
     */
    public YXmlText getXmlText(String name) {
        return root(name, TypeRef.of(TypeRef.XML_TEXT), YXmlText.class);
    }

    /**
     * Returns the names of all roots, those included of which nobody has said yet what they are: one of the methods
     * above says it, at any time.
     *
     * @return a new set, in the order in which the roots were first named, here or by an update
     */
    public Set<String> rootNames() {
        return look(() -> {
            Set<String> names = new LinkedHashSet<>();
            store.roots().forEach(root -> names.add(root.getKey()));
            return names;
        });
    }

    private <T extends SharedType> T root(String name, TypeRef type, Class<T> view) {
        Objects.requireNonNull(name, "name");
        lock.lock();
        try {
            Branch branch = store.root(name);
            if (branch.typeRef().kind() == TypeRef.UNTYPED) {
                branch.defineType(type);
            }
            if (branch.typeRef().kind() != type.kind()) {
                throw new IllegalStateException("The root \"" + name + "\" is a "
                        + view(branch).getClass().getSimpleName());
            }
            return view.cast(view(branch));
        } finally {
            lock.unlock();
        }
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
        if (!shortcut.apply(update, origin)) {
            look(new Application(decode(update), origin));
        }
    }

    /** A decoded update on its way in, without lambdas: the first ones would make a new process wait for 20 ms. */
    private final class Application implements Supplier<Object>, Transactor.Body<Object> {
        private final DecodedUpdate update;
        private final @Nullable Object origin;

        Application(DecodedUpdate update, @Nullable Object origin) {
            this.update = update;
            this.origin = origin;
        }

        @Override
        public Object get() {
            return transactor.transact(origin, false, this);
        }

        @Override
        public Object run(TransactionState transaction) {
            applier.apply(transaction, update);
            return true;
        }
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

    /**
     * Finds out what {@code update} would change, and changes nothing: no listener is called, no root is made. The work
     * is that of applying the update, and what it unlocks; that of an event's path comes on top. A list of more than 64
     * items is indexed when a position in it is asked for the first time, as by any other call that needs one.
     *
     * @param update not null
     * @return the changes, in the document as it is now, an open transaction included
     * @throws MalformedUpdateException if it is no update
     */
    public ChangeSet changes(Update update) {
        DecodedUpdate decoded = decode(update);
        return look(() -> ChangeSet.of(Preview.of(store, applier.pending(), decoded)));
    }

    /**
     * Leaves out what of {@code update} would have to wait for something that isn't there.
     *
     * @param update not null
     * @return what applying it would put into effect now, in the version of {@code update}
     * @throws MalformedUpdateException if it is no update
     * @see ChangeSet#waits
     */
    public Update withoutWaiting(Update update) {
        DecodedUpdate decoded = decode(update);
        DecodedUpdate ready =
                look(() -> Preview.of(store, applier.pending(), decoded).ready(decoded));
        return new Update(UpdateOperations.write(update.encoded().version(), ready.blocks(), ready.deletes()));
    }

    /**
     * Takes in an update as one that was taken back, instead of applying it: its ids, and nothing of its content. What it
     * inserts comes deleted and without content, at the place where it would be; and the keys of maps, and attributes, to
     * which it gives a value, or from which it takes theirs, get the value that they have now, written by this document.
     * Whoever has the update, and applies what this document tells its listeners in one event, has the same content as
     * this document, and can go on: what is written beside the revoked content finds its place.
     *
     * <p>What stays is what stays of anything that was deleted: ids, neighbours, the names of roots and keys.
     *
     * <p>An update that deletes elements of a list, characters, or marks of formats, or takes a shared type or a document
     * from its key, can't be taken back, as whoever has it can't get them back. The same goes for one that cuts a pair of
     * surrogates, that {@linkplain ChangeSet#waits waits} or {@linkplain ChangeSet#unlocks unlocks} something, and for
     * structs under this document's own client id.
     *
     * @param update not null
     * @param origin handed to listeners; may be null
     * @return false if the update can't be taken back; then nothing has changed
     * @throws MalformedUpdateException if it is no update; the document is as it was
     */
    public boolean revoke(Update update, @Nullable Object origin) {
        DecodedUpdate decoded = decode(update);
        return look(() -> {
            Preview preview = Preview.of(store, applier.pending(), decoded);
            Revocation revocation = Revocation.of(store, preview, decoded);
            return revocation != null && run(revocation, origin);
        });
    }

    private boolean run(Revocation revocation, @Nullable Object origin) {
        return transactor.transact(origin, false, transaction -> {
            revocation.run(transaction, applier);
            return true;
        });
    }

    static DecodedUpdate decode(Update update) {
        return DecodedUpdate.read(BlockReader.of(update.encoded()));
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
     * Returns what has arrived and waits, for what, and since when.
     *
     * @return as it is now
     */
    public PendingData pending() {
        return look(() -> PendingData.of(applier.missing(), applier.pending(), parked()));
    }

    private Update parked() {
        return new Update(withParked(EncodedUpdate.made(FormatVersion.V2, Update.EMPTY_V2), StateVector.empty()));
    }

    private EncodedUpdate withParked(EncodedUpdate state, StateVector target) {
        Pending pending = applier.pending();
        return UpdateOperations.mergeWithParked(state, pending.structs(), pending.deletes(), target.toMap());
    }

    /**
     * Forgets what waits. It comes back if somebody sends it again.
     *
     * @return what was dropped
     */
    public PendingData dropPending() {
        return look(() -> {
            PendingData dropped = pending();
            applier.dropPending();
            return dropped;
        });
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
        return encodeState(FormatVersion.V1, target);
    }

    /**
     * Encodes the whole document in version 2 of the format, what waits included. Smaller, and without detours through
     * JSON; a converted version 1 may differ from it.
     *
     * @return the update that makes an empty document equal to this one
     */
    public Update encodeStateAsUpdateV2() {
        return encodeStateAsUpdateV2(StateVector.empty());
    }

    /**
     * Encodes what a replica lacks in version 2 of the format.
     *
     * @param target the state of that replica; not null
     * @return the update
     * @see #encodeStateAsUpdate(StateVector)
     */
    public Update encodeStateAsUpdateV2(StateVector target) {
        return encodeState(FormatVersion.V2, target);
    }

    private Update encodeState(FormatVersion version, StateVector target) {
        return look(() -> new Update(withParked(encodeStore(version, target), target)));
    }

    private EncodedUpdate encodeStore(FormatVersion version, StateVector target) {
        TransactionState open = transactor.open();
        if (open != null) {
            open.openSeams();
        }
        UpdateEncoder out = version.encoder();
        StateWriter.writeStructs(out, store.logs(), log -> target.get(log.client));
        DeleteSetWriter.write(out, StateWriter.deleteSet(store));
        return EncodedUpdate.made(version, out.toByteArray());
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
     * Takes a snapshot: what is there now, without content. Only a document that doesn't collect can show it later; any
     * can be edited at it, see {@link #editAt}.
     *
     * @return the snapshot
     */
    public Snapshot snapshot() {
        return look(() -> {
            SnapshotIds ids = SnapshotIds.of(store);
            store.rememberMarks(ids.deletes());
            return new Snapshot(ids);
        });
    }

    /**
     * Edits this document as somebody sees it who has only an older state of it: positions and keys are those of the
     * snapshot, and what comes of the edit is what comes of it when that somebody makes it offline, in Yjs, and merges.
     * The edit carries a client id of its own. Costs about as much as loading the document.
     *
     * <p>In the document that the body is given, what was deleted since the snapshot still counts but can't be read: in
     * texts there is U+FFFD for each unit, elsewhere {@link Undefined#INSTANCE}. Formats that were ended or replaced since
     * are gone already, so that an edit doesn't bring them back.
     *
     * <p>A document that collects knows what it takes from its first {@link #snapshot} on. Snapshots that are older, from
     * before it was loaded or from another replica, will do as long as no text that they show was deleted until then.
     *
     * @param base of this document or of a replica of it; not null
     * @param origin handed to listeners; may be null
     * @param body edits {@link Transaction#doc}, and must not keep it; if it throws, nothing is changed
     * @return what its author has now: the old state with the edit. The next edit can be made at it, without a look at
     *     what others have done
     * @throws UnusableSnapshotException if the snapshot is not one of this document, or too old; nothing is changed
     */
    public Snapshot editAt(Snapshot base, @Nullable Object origin, TransactionBody body) {
        Objects.requireNonNull(base, "base");
        Objects.requireNonNull(body, "body");
        return look(() -> pastEdits().edit(base, origin, body));
    }

    private PastEdits pastEdits() {
        if (pastEdits == null) {
            pastEdits = new PastEdits(this);
        }
        return pastEdits;
    }

    /** Takes in the state of another document, with the types of its roots, as if all of it had been made here. */
    void become(Collection<Map.Entry<String, Branch>> roots, DecodedUpdate state) {
        roots.forEach(
                root -> store.root(root.getKey()).defineType(root.getValue().typeRef()));
        change(transaction -> {
            applier.apply(transaction, state);
            transaction.local = true; // nothing is cleaned up, and the client id stays
            return true;
        });
    }

    /**
     * Makes a document that is what this one was at a snapshot.
     *
     * @param snapshot of this document; not null
     * @return a new document with the default options
     * @throws IllegalStateException if this document collects, so that some content may be lost
     * @throws IllegalArgumentException if the snapshot knows more than this document
     */
    public Doc createDocFromSnapshot(Snapshot snapshot) {
        return createDocFromSnapshot(snapshot, new Doc());
    }

    /**
     * Puts what this document was at a snapshot into another document, as an update with the origin {@code "snapshot"}.
     *
     * @param snapshot of this document; not null
     * @param target an empty document, as a rule; not null
     * @return the target
     * @throws IllegalStateException if this document collects, so that some content may be lost
     * @throws IllegalArgumentException if the snapshot knows more than this document
     */
    public Doc createDocFromSnapshot(Snapshot snapshot, Doc target) {
        SnapshotIds ids = snapshot.ids();
        if (options.gc()) {
            throw new IllegalStateException("A document that collects can't restore a snapshot: switch gc off");
        }
        Update state = transact(null, true, transaction -> {
            UpdateEncoder out = FormatVersion.V2.encoder();
            SnapshotState.write(transaction, ids, out);
            return new Update(EncodedUpdate.made(FormatVersion.V2, out.toByteArray()));
        });
        target.applyUpdate(state, "snapshot");
        return target;
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
        return events.onUpdate(Objects.requireNonNull(listener, "listener"));
    }

    /**
     * Registers a listener for the updates of this document in version 2 of the format; for each transaction it is
     * called after those of {@link #onUpdate}.
     *
     * @param listener not null
     * @return closing it takes the listener off
     */
    public Subscription onUpdateV2(UpdateListener listener) {
        return events.onUpdateV2(Objects.requireNonNull(listener, "listener"));
    }

    /**
     * Registers a listener for the end of transactions; it runs under the lock, when observers have run.
     *
     * @param listener not null
     * @return closing it takes the listener off
     */
    public Subscription onTransaction(TransactionListener listener) {
        return onTransaction(TransactionPhase.AFTER_OBSERVERS, listener);
    }

    /**
     * Registers a listener for one moment of each transaction; it runs under the lock.
     *
     * @param phase the moment; not null
     * @param listener not null
     * @return closing it takes the listener off
     */
    public Subscription onTransaction(TransactionPhase phase, TransactionListener listener) {
        return events.onTransaction(
                Objects.requireNonNull(phase, "phase"), Objects.requireNonNull(listener, "listener"));
    }

    /**
     * Registers a listener for the end of all transactions that one outermost call brings about: its own and those of
     * observers. It runs after the lock is released, behind their updates.
     *
     * @param listener not null
     * @return closing it takes the listener off
     */
    public Subscription onAllTransactions(AllTransactionsListener listener) {
        return events.onAllTransactions(Objects.requireNonNull(listener, "listener"));
    }

    /**
     * Registers a listener for documents that come into this one, go or are to be loaded.
     *
     * @param listener not null
     * @return closing it takes the listener off
     */
    public Subscription onSubDocs(SubDocsListener listener) {
        return events.onSubDocs(Objects.requireNonNull(listener, "listener"));
    }

    /**
     * Registers a listener for the moment when this document is destroyed.
     *
     * @param listener not null
     * @return closing it takes the listener off
     */
    public Subscription onDestroy(DestroyListener listener) {
        return events.onDestroy(Objects.requireNonNull(listener, "listener"));
    }

    /**
     * Notes that the content is here, from a store for example. Nothing in a document depends on this: who loads
     * documents says it to those who wait.
     */
    public void markLoaded() {
        look(() -> {
            syncState().load();
            return true;
        });
    }

    /**
     * Notes that this document is in sync with others, and so loaded too, or is so no longer.
     *
     * @param synced false when the connection is lost
     * @see #markLoaded
     */
    public void markSynced(boolean synced) {
        look(() -> {
            syncState().sync(synced);
            return true;
        });
    }

    /**
     * Whether somebody has said that the content is here.
     *
     * @return true once {@link #markLoaded} or {@link #markSynced} with true was called
     */
    public boolean isLoaded() {
        return look(() -> syncState().isLoaded());
    }

    /**
     * Whether this document is in sync with others.
     *
     * @return what was said to {@link #markSynced} last, at first false
     */
    public boolean isSynced() {
        return look(() -> syncState().isSynced());
    }

    /**
     * Returns when the content is here.
     *
     * @return completes without the lock, with this document; never if nobody calls {@link #markLoaded}
     */
    public CompletableFuture<Doc> whenLoaded() {
        return look(() -> syncState().whenLoaded());
    }

    /**
     * Returns when this document is in sync with others; once it is so no longer, when it is so again.
     *
     * @return completes without the lock, with this document; never if nobody calls {@link #markSynced}
     */
    public CompletableFuture<Doc> whenSynced() {
        return look(() -> syncState().whenSynced());
    }

    /**
     * Registers a listener for what is said to {@link #markSynced}.
     *
     * @param listener not null
     * @return closing it takes the listener off
     */
    public Subscription onSync(SyncListener listener) {
        return events.onSync(Objects.requireNonNull(listener, "listener"));
    }

    /** Made for those who have a provider. The caller holds the lock. */
    private SyncState syncState() {
        if (syncState == null) {
            syncState = new SyncState(this);
        }
        return syncState;
    }

    /** Runs {@code body} in a transaction for an edit through a shared type. */
    <R extends @Nullable Object> R change(Transactor.Body<R> body) {
        return transact(null, true, body);
    }

    /** Runs {@code body} in the open transaction, or in a new one. */
    <R extends @Nullable Object> R transact(@Nullable Object origin, boolean local, Transactor.Body<R> body) {
        return look(() -> transactor.transact(origin, local, body));
    }

    /** Runs {@code body} under the lock; the updates of an outermost call are delivered after it. */
    <R extends @Nullable Object> R look(Supplier<R> body) {
        return locked(body, true);
    }

    /** As {@link #look}, for what sees content only, and not how it is cut into items. */
    <R extends @Nullable Object> R lookAtContent(Supplier<R> body) {
        return locked(body, false);
    }

    @SuppressWarnings({"NullAway", "CatchingUnchecked"}) // null only if R is nullable: an exception is thrown before
    private <R extends @Nullable Object> R locked(Supplier<R> body, boolean openSeams) {
        ErrorSink errors = new ErrorSink();
        R result = null;
        lock.lock();
        try {
            if (openSeams) {
                transactor.openSeams();
            }
            result = body.get();
        } catch (RuntimeException | Error e) {
            errors.add(e);
        }
        leave(errors);
        return result;
    }

    private void leave(ErrorSink errors) {
        boolean outermost = lock.getHoldCount() == 1;
        lock.unlock();
        if (outermost) {
            events.deliver(errors);
        }
        errors.throwFirst();
    }

    /** The lock that {@link #look} holds, for what only reads. */
    ReentrantLock lock() {
        return lock;
    }

    /** What the document is made of. The caller holds the lock. */
    StructStore store() {
        return store;
    }

    /** The public object of a type. The caller holds the lock. */
    SharedType view(Branch branch) {
        if (branch.view == null) {
            branch.view = Views.create(this, branch);
        }
        return (SharedType) branch.view;
    }

    DocOptions options() {
        return options;
    }

    DocEvents events() {
        return events;
    }

    Nesting nesting() {
        return nesting;
    }

    Shortcut shortcut() {
        return shortcut;
    }

    Transactor transactor() {
        return transactor;
    }

    boolean isLockedByThisThread() {
        return lock.isHeldByCurrentThread();
    }

    /** Goes on under the client id of the document around this one, whose lock the caller holds. */
    void clientIdFromAround(long clientId) {
        store.clientId(clientId);
    }

    /** A document inside this one is destroyed: a fresh one takes its place. */
    void replace(SubDocument stored) {
        look(() -> {
            transactor.replace(stored);
            return true;
        });
    }
}
