package dev.collab4j.hub.internal.engine;

import dev.collab4j.core.ChangeSet;
import dev.collab4j.core.Doc;
import dev.collab4j.core.MalformedUpdateException;
import dev.collab4j.core.StateVector;
import dev.collab4j.core.Update;
import dev.collab4j.core.awareness.AwarenessUpdate;
import dev.collab4j.core.protocol.HocuspocusMessage;
import dev.collab4j.core.protocol.Message;
import dev.collab4j.core.protocol.SyncMessage;
import dev.collab4j.hub.Access;
import dev.collab4j.hub.LimitExceededException;
import dev.collab4j.hub.Verdict;
import dev.collab4j.spi.storage.StorageException;
import dev.collab4j.spi.storage.StoredUpdate;
import dev.collab4j.spi.transport.CloseCode;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A room that has its document. The way of an update: access, no-op test, document, the other sessions at the end of the
 * turn, the append queue, then, when it is durable, other hubs and the echo of its sender. Lives on the room's turns.
 */
final class LiveRoom implements Persister.Listener, Compactor.Listener {

    /** Who has to know that the room can't go on. */
    interface Owner {

        /** The document was deleted. */
        void deleted(StorageException why);

        /** The store takes the document neither in updates nor as a whole. */
        void unstorable(StorageException why);
    }

    private static final Duration ASK_FOR_MISSING_AFTER = Duration.ofSeconds(1);
    /** The answer still lacked something, which somebody else may bring. */
    private static final Duration ASK_ONCE_MORE_AFTER = Duration.ofSeconds(30);
    /** What a document takes besides its content, roughly. */
    private static final int OVERHEAD_BYTES = 1 << 10;

    private static final Logger LOG = LoggerFactory.getLogger(LiveRoom.class);

    private final Engine engine;
    private final SerialExecutor room;
    private final @Nullable BusBridge bridge;
    private final Owner owner;
    private final String name;
    private final long generation;
    private final RoomDocument document;
    private final Doc doc;
    private final Persister persister;
    private final Compactor compactor;
    private final Reloader reloader;
    private final @Nullable Judge judge;
    private final Presences presences;
    private final Presences.Throttle throttle = new Presences.Throttle();
    private final Outbox outbox = new Outbox();
    private final Set<RoomSession> sessions = new LinkedHashSet<>();

    private long bytes;
    /** What was accepted when the last snapshot was taken. */
    private long inSnapshot;

    private boolean askPlanned;
    /** Nothing is taken, as the document is being copied to another name. */
    private boolean isFrozen;

    /**
     * A room with what the store has.
     *
     * @throws MalformedUpdateException if that is no document
     */
    LiveRoom(
            Engine engine,
            String name,
            LoadedDocument loaded,
            SerialExecutor room,
            @Nullable BusBridge bridge,
            Owner owner) {
        this.engine = engine;
        this.name = name;
        this.room = room;
        this.bridge = bridge;
        this.owner = owner;
        this.generation = loaded.head().generation();
        this.bytes = loaded.bytes() + OVERHEAD_BYTES;
        document = new RoomDocument(loaded, room, this::changedElsewhere);
        doc = document.doc();
        persister = new Persister(engine, name, generation, doc.stateVector(), room, this);
        compactor = new Compactor(engine, name, loaded, room, this);
        reloader = new Reloader(engine, name, room, this::reloaded);
        UpdateCheck check = engine.check();
        judge = check == null ? null : new Judge(check, name, document);
        presences =
                new Presences(doc.clientId(), engine.clock(), engine.limits().maxPresencesPerSession());
    }

    // Sessions

    void enter(RoomSession session, int droppedBefore) {
        session.droppedBefore(droppedBefore);
        sessions.add(session);
        if (!session.countsAcknowledgements()) {
            askForMissing(session); // of the others as often as they ask themselves, as they count the answers
        }
        if (!presences.isEmpty()) {
            session.send(new Message.Awareness(presences.all()));
        }
    }

    /** SyncStep1 names what is durable: so a client sends again what is not, and gets its echo when it is. */
    private void askForMissing(RoomSession session) {
        session.send(new Message.Sync(new SyncMessage.Step1(persister.durableState())));
    }

    List<RoomSession> sessions() {
        return List.copyOf(sessions);
    }

    void leave(RoomSession session, boolean mayComeBack) {
        if (!sessions.remove(session)) {
            return;
        }
        Map<Long, Presences.Orphan> orphans = presences.left(session, mayComeBack);
        if (!orphans.isEmpty()) {
            engine.later(engine.options().presenceGrace(), () -> room.execute(() -> presences.expire(orphans)));
        }
    }

    void receive(RoomSession session, Message message) {
        if (!sessions.contains(session)) {
            return; // closed meanwhile
        }
        try {
            dispatch(session, message);
        } catch (MalformedUpdateException e) {
            session.close(RoomCloseCodes.MALFORMED, RoomCloseCodes.reason(e));
        }
    }

    private void dispatch(RoomSession session, Message message) {
        if (message instanceof Message.Sync sync) {
            receive(session, sync.message());
        } else if (message instanceof Message.Awareness awareness) {
            presences.receive(session, awareness.update());
        }
        // Auth goes from the server to the client only, and the reference server ignores QueryAwareness as well
    }

    private void receive(RoomSession session, SyncMessage message) {
        if (message instanceof SyncMessage.Step1 step1) {
            receiveQuestion(session, step1.stateVector());
        } else if (message instanceof SyncMessage.Step2 step2) {
            receiveAnswer(session, step2.update());
        } else if (message instanceof SyncMessage.Update update) {
            receiveUpdate(session, update.update());
        }
    }

    private void receiveQuestion(RoomSession session, StateVector target) {
        if (session.countsAcknowledgements()) {
            session.startHandshake();
            askForMissing(session);
        }
        answer(session, target);
    }

    private void answer(RoomSession session, StateVector target) {
        RoomSession.Lag lag = session.lag();
        if (lag == null) {
            session.send(new Message.Sync(new SyncMessage.Step2(doc.encodeStateAsUpdate(target))));
        } else {
            lag.askFor(target);
        }
    }

    /** SyncStep2 has all that its client has, also what was not taken before. */
    private void receiveAnswer(RoomSession session, Update update) {
        if (!session.mayWrite()) {
            receiveFromReader(session, update);
        } else if (takeAnswer(session, update)) {
            session.acknowledgeAnswer();
        }
    }

    private boolean takeAnswer(RoomSession session, Update update) {
        outbox.relay();
        return take(session, update, true);
    }

    /** A reader may have what is here: its provider wants that acknowledged. */
    private void receiveFromReader(RoomSession session, Update update) {
        if (session.countsAcknowledgements() && doc.contains(update)) {
            session.acknowledgeAnswer();
        } else {
            session.refuse();
        }
    }

    private void receiveUpdate(RoomSession session, Update update) {
        if (!session.mayWrite()) {
            session.refuse();
            session.drop();
        } else if (take(session, update, false)) {
            session.acknowledge();
        } else {
            session.drop();
        }
    }

    /** False if not all of it was taken. */
    private boolean take(RoomSession session, Update update, boolean isAnswer) {
        if (isFrozen || persister.isFull()) {
            session.askAgain();
            return false;
        }
        if (doc.contains(update)) {
            session.oweKnown(update);
        } else if (isTooMuch(update)) {
            session.close(RoomCloseCodes.TOO_LARGE, "the document is full: load it again, and delete something");
            return false;
        } else if (judge != null) {
            return submit(judge, session, update, isAnswer);
        } else {
            accept(session, update);
        }
        return true;
    }

    /** Whether the document is full; what only deletes is still taken. */
    private boolean isTooMuch(Update update) {
        return !fits(update) && !update.structs().isEmpty() && !fitsExactly(update);
    }

    private boolean fits(Update update) {
        return bytes + update.toV1().length <= engine.limits().maxDocumentBytes();
    }

    /** What was deleted since the document was last written doesn't count. */
    private boolean fitsExactly(Update update) {
        measure(doc.encodeStateAsUpdate());
        return fits(update);
    }

    private void measure(Update whole) {
        bytes = (long) whole.toV1().length + OVERHEAD_BYTES;
    }

    /** What has to wait isn't taken where it has to be judged: it would come into effect unseen. */
    private boolean submit(Judge to, RoomSession session, Update update, boolean isAnswer) {
        ChangeSet changes = doc.changes(update);
        if (!changes.waits()) {
            if (decide(to, session, update, changes)) {
                session.owe(update);
            }
            return true;
        }
        Update ready = doc.withoutWaiting(update);
        if (doc.contains(ready) || decide(to, session, ready, doc.changes(ready))) {
            askForRest(session, isAnswer);
        }
        return false;
    }

    /** False if the session is sent away. */
    private boolean decide(Judge by, RoomSession session, Update update, ChangeSet changes) {
        Verdict done = by.judge(session, update, changes);
        switch (done.kind()) {
            case ACCEPT -> accepted(session);
            case REVOKE, COMPENSATE -> revoked(session);
            case RESET -> sendAway(session, done.reason());
        }
        return done.kind() != Verdict.Kind.RESET;
    }

    /** Not the raw update: where nothing waits it says no more, and it may hold what nobody has judged or can see. */
    private void accepted(RoomSession session) {
        Update emitted = document.emitted();
        if (emitted != null) {
            persist(emitted, session.user(), session.id());
        }
        emit(session);
    }

    /** Nobody is the author of what is left. The client learns it like a change of others, or by its echo. */
    private void revoked(RoomSession session) {
        Update emitted = document.emitted();
        if (emitted != null) {
            persist(emitted, null, session.id());
            if (!session.countsAcknowledgements()) {
                session.withhold(emitted);
            }
        }
        emit(session.countsAcknowledgements() ? null : session);
    }

    private void sendAway(RoomSession session, String reason) {
        session.close(RoomCloseCodes.REFUSED, reason);
        leave(session, false); // what it has sent meanwhile isn't taken any more
    }

    private void askForRest(RoomSession session, boolean isAnswer) {
        if (session.askAgain()) {
            Duration delay = isAnswer ? ASK_ONCE_MORE_AFTER : ASK_FOR_MISSING_AFTER;
            engine.later(delay, () -> room.execute(() -> askAgain(session)));
        }
    }

    private void askAgain(RoomSession session) {
        if (session.clearAsksAgain() && sessions.contains(session)) {
            askForMissing(session);
        }
    }

    private void accept(RoomSession session, Update update) {
        document.apply(update, session);
        // raw: what waits for other updates gives no event, and has to be stored all the same
        persist(update, session.user(), session.id());
        emit(session);
        session.owe(update);
        if (doc.hasPending()) {
            session.park();
            planToAsk(session);
        }
    }

    private void planToAsk(RoomSession session) {
        if (!askPlanned) {
            askPlanned = true;
            engine.later(ASK_FOR_MISSING_AFTER, () -> room.execute(() -> askIfStillMissing(session)));
        }
    }

    private void askIfStillMissing(RoomSession session) {
        askPlanned = false;
        if (doc.hasPending() && sessions.contains(session)) {
            askForMissing(session);
        }
    }

    /** The connection of a session that lagged has drained. */
    void writable(RoomSession session) {
        RoomSession.Lag lag = session.lag();
        if (lag != null && sessions.contains(session) && session.isWritable() && !session.mustNotCatchUp()) {
            catchUp(session, lag);
        }
    }

    private void catchUp(RoomSession session, RoomSession.Lag lag) {
        session.endLag();
        session.sendUpdate(doc.encodeStateAsUpdate(lag.seen()));
        StateVector asked = lag.askedFor();
        if (asked != null) {
            answer(session, asked);
        }
        AwarenessUpdate all = presences.allAnd(lag.removedPresences());
        if (!all.isEmpty()) {
            session.send(new Message.Awareness(all));
        }
        session.sendAcknowledgements();
    }

    /** What a session may do was checked again. */
    void access(RoomSession session, Access access) {
        if (sessions.contains(session)) {
            session.access(access);
        }
    }

    // What goes past the document

    /** Sends a payload of the application to all who can read it. It isn't merged with others, nor sent again. */
    void sendStateless(String payload) {
        List<RoomSession> readers =
                sessions.stream().filter(RoomSession::countsAcknowledgements).toList();
        Outbox.send(readers, new HocuspocusMessage.Stateless(payload).encode());
    }

    void sendStateless(RoomSession to, String payload) {
        if (sessions.contains(to)) {
            to.send(new HocuspocusMessage.Stateless(payload).encode());
        }
    }

    // Code of the application

    void edit(String author, Consumer<Doc> body, Consumer<@Nullable Throwable> done) {
        if (isFrozen) {
            done.accept(new IllegalStateException("the room is being renamed, nothing was edited"));
            return;
        }
        if (persister.isFull()) {
            done.accept(new LimitExceededException("maxUnsavedBytes", "the store is behind, nothing was edited"));
            return;
        }
        Throwable failure = document.edit(body);
        Update emitted = document.emitted();
        if (emitted != null) {
            persist(emitted, author, null);
        }
        emit(null);
        persister.whenDurable(() -> done.accept(failure), done::accept);
    }

    <T extends @Nullable Object> T read(Function<Doc, T> body) {
        return body.apply(doc);
    }

    /** Takes nothing more until {@link #thaw}; gives the document as it is stored, once all of it is durable. */
    void freeze(Consumer<byte[]> done, Consumer<Throwable> lost) {
        isFrozen = true;
        persister.whenDurable(() -> done.accept(Payload.of(doc.encodeStateAsUpdate())), lost::accept);
    }

    /** Goes on: clients are asked for what was not taken. */
    void thaw() {
        isFrozen = false;
        hasRoomAgain();
    }

    // The document

    private void changedElsewhere(Update update) {
        persist(update, null, null);
        outbox.emit(null, update);
    }

    private void persist(Update update, @Nullable String author, @Nullable String session) {
        persister.enqueue(update, author, session);
        bytes += update.toV1().length;
    }

    /** Sends what was changed, and stores what was changed in consequence. */
    private void emit(@Nullable RoomSession sender) {
        Update emitted = document.takeEmitted();
        if (emitted != null) {
            outbox.emit(sender, emitted);
        }
        document.takeConsequences().forEach(this::changedElsewhere);
    }

    // Other hubs

    void remoteUpdate(Update update) {
        if (!doc.contains(update)) {
            document.apply(update, RoomDocument.Origin.OTHER_HUB);
            bytes += update.toV1().length;
            emit(null);
        }
    }

    void remotePresence(AwarenessUpdate update) {
        presences.receiveRemote(update);
    }

    void remoteDigest(RoomDigest theirs, boolean wantsPresence, BusBridge to) {
        if (RoomDigest.of(doc).hasMoreThan(theirs)) {
            Update lacking = doc.encodeStateAsUpdate(theirs.state());
            persister.whenDurable(() -> to.publishUpdate(lacking)); // nothing leaves before it is durable
        }
        if (wantsPresence) {
            AwarenessUpdate local = presences.local();
            if (!local.isEmpty()) {
                to.publishPresence(local);
            }
        }
    }

    /** Tells other hubs what is here, so that they send what is not. */
    void compare(boolean wantsPresence) {
        if (bridge != null) {
            bridge.publishDigest(RoomDigest.of(doc), wantsPresence);
        }
    }

    /** Reads the store again: another hub has written what the bus did not bring. */
    void reload() {
        reloader.reload();
    }

    @Override
    public void reloaded(LoadedDocument loaded) {
        if (loaded.head().deleted() || loaded.head().generation() != generation) {
            owner.deleted(deleted());
            return;
        }
        loaded.content().forEach(this::remoteUpdate);
    }

    private StorageException deleted() {
        return new StorageException(StorageException.Kind.REFUSED, name, "the document was deleted");
    }

    // The store

    @Override
    public StateVector stateVector() {
        return doc.stateVector();
    }

    @Override
    public Update encodeState() {
        inSnapshot = persister.accepted();
        Update whole = doc.encodeStateAsUpdate();
        measure(whole);
        return whole;
    }

    @Override
    public void stored(List<StoredUpdate> batch) {
        compactor.stored(batch);
        compactor.compactIfDue();
        publish(batch);
    }

    private void publish(List<StoredUpdate> durable) {
        if (bridge != null) {
            bridge.publishUpdate(Update.merge(durable.stream()
                    .map(update -> Payload.read(update.bytes(), name))
                    .toList()));
        }
    }

    /** A deleted document refuses the snapshot too, and the load that follows says so. */
    @Override
    public void refused(Throwable why) {
        LOG.warn("The store refuses an update; the whole document is stored in its place", why);
        compactor.storeWhole();
    }

    @Override
    public void storedWhole() {
        persister.storedWhole(inSnapshot);
    }

    @Override
    public void storedWhole(List<StoredUpdate> updates) {
        publish(updates);
    }

    @Override
    public void unstorable(Throwable why) {
        owner.unstorable(
                why instanceof StorageException refusal
                        ? refusal
                        : new StorageException(StorageException.Kind.REFUSED, name, "the store takes nothing", why));
    }

    @Override
    public void hasRoomAgain() {
        sessions.stream().filter(RoomSession::clearAsksAgain).forEach(this::askForMissing);
    }

    // Life

    /** Whatever happens to the sessions, what was accepted is on its way to the store. */
    void endOfTurn() {
        try {
            outbox.sendChanges(sessions);
            sessions.forEach(this::settleWhenDurable);
            Outbox.sendAcknowledgements(sessions);
            sendPresence();
            sessions.forEach(RoomSession::flush);
            markLag();
        } finally {
            persister.flush();
        }
    }

    private void settleWhenDurable(RoomSession session) {
        if (session.isOwed()) {
            RoomSession.Owed owed = session.takeOwed();
            persister.whenDurable(() -> settle(session, owed));
        }
    }

    private void settle(RoomSession session, RoomSession.Owed owed) {
        session.settle(owed);
        writable(session); // one that lags may have waited for this
    }

    private void sendPresence() {
        if (!presences.hasChanged()) {
            return;
        }
        Duration pause = throttle.pause();
        if (pause == null) {
            return;
        }
        if (!pause.isZero()) {
            engine.later(pause, () -> room.execute(throttle::stopWaiting)); // the end of that turn sends
            return;
        }
        sendPresenceNow();
    }

    private void sendPresenceNow() {
        AwarenessUpdate here = presences.takeChangedHere();
        if (here != null && bridge != null) {
            bridge.publishPresence(here);
        }
        AwarenessUpdate changed = presences.takeChanged();
        if (changed != null) {
            Outbox.sendPresence(sessions, changed);
        }
    }

    private void markLag() {
        StateVector durable = null;
        for (RoomSession session : sessions) {
            if (session.lag() == null && !session.isWritable()) {
                durable = durable == null ? persister.durableState() : durable;
                session.startLag(durable);
            }
        }
    }

    void tick() {
        presences.tick();
        persister.reportRoom();
    }

    /** Nobody is here, and everything is in the store. */
    boolean isIdle() {
        return sessions.isEmpty() && isClean() && !reloader.isRunning() && !presences.hasOrphans();
    }

    boolean isClean() {
        return persister.isClean() && !compactor.isRunning();
    }

    /** Roughly how much memory the room takes. */
    long bytes() {
        return bytes;
    }

    /** Writes a last snapshot if there is something to cover; false if there is nothing to do. */
    boolean compactBeforeLeaving() {
        compactor.compact();
        return compactor.isRunning();
    }

    /** Nothing more is stored, and all are sent away. */
    void stop(CloseCode code, String reason, StorageException why) {
        compactor.stop();
        reloader.stop();
        persister.stop(why);
        sessions.forEach(session -> session.close(code, reason));
        sessions.clear();
    }
}
