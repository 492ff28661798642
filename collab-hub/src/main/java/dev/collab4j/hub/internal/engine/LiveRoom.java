package dev.collab4j.hub.internal.engine;

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
import dev.collab4j.hub.internal.jfr.SyncEvent;
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
    private final Presences presences;
    private final Presences.Throttle throttle = new Presences.Throttle();
    private final Outbox outbox = new Outbox();
    private final DocumentSize size;
    private final Changes changes;
    private final Intake intake;
    private final SideEffects.OfRoom effects;
    private final CatchUp catchUp;
    private final Pace pace = new Pace();
    private final Set<RoomSession> sessions = new LinkedHashSet<>();
    /** Whose presence is to be looked at when presence is sent the next time. */
    private final Set<RoomSession> presenceWaits = new LinkedHashSet<>();

    /** What was accepted when the last snapshot was taken. */
    private long inSnapshot;

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
            SideEffects.OfRoom effects,
            Owner owner) {
        this.engine = engine;
        this.name = name;
        this.room = room;
        this.bridge = bridge;
        this.effects = effects;
        this.owner = owner;
        this.generation = loaded.head().generation();
        document = new RoomDocument(loaded, room, this::changedElsewhere);
        doc = document.doc();
        persister = new Persister(engine, name, generation, doc.stateVector(), room, this);
        size = new DocumentSize(doc, loaded.bytes(), engine.limits().maxDocumentBytes());
        changes = new Changes(document, persister, outbox, size, effects);
        intake = new Intake(engine, name, room, document, persister, changes, outbox, size, new Here());
        compactor = new Compactor(engine, name, loaded, room, this);
        reloader = new Reloader(engine, name, room, this::reloaded);
        presences =
                new Presences(doc.clientId(), engine.clock(), engine.limits().maxPresencesPerSession(), engine.tally());
        catchUp = new CatchUp(doc, outbox, persister, presences, engine.tally());
    }

    // Sessions

    void enter(RoomSession session, int droppedBefore) {
        receivePresences(); // whoever is here is shown
        session.acknowledgements().droppedBefore(droppedBefore);
        sessions.add(session);
        session.acknowledgements().waitForEarlier(true);
        persister.whenDurable(() -> session.acknowledgements().waitForEarlier(false));
        if (!session.countsAcknowledgements()) {
            catchUp.askForMissing(session); // of the others as often as they ask themselves, as they count the answers
        }
        if (!presences.isEmpty()) {
            session.send(new Message.Awareness(presences.all()));
        }
    }

    /** Which of the documents of this name it is: a deletion ends one. */
    long generation() {
        return generation;
    }

    List<RoomSession> sessions() {
        return List.copyOf(sessions);
    }

    List<PresentClient> presences() {
        return presences.present();
    }

    void leave(RoomSession session, boolean mayComeBack) {
        if (!sessions.contains(session)) {
            return;
        }
        receivePresences(); // whoever comes back in time takes over what this one leaves
        sessions.remove(session);
        catchUp.left(session);
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
            malformed(session, e);
        }
    }

    void presenceWaits(RoomSession session) {
        if (sessions.contains(session)) {
            presenceWaits.add(session);
        }
    }

    private void receivePresences() {
        List<RoomSession> waiting = List.copyOf(presenceWaits);
        presenceWaits.clear();
        waiting.forEach(this::receivePresence);
    }

    private void receivePresence(RoomSession session) {
        byte[] message = session.latestPresence().take();
        if (message != null) {
            receivePresence(session, message);
        }
    }

    /** A message about presence that wasn't decoded. */
    void receivePresence(RoomSession session, byte[] message) {
        try {
            if (sessions.contains(session) && Message.decode(message) instanceof Message.Awareness awareness) {
                presences.receive(session, awareness.update());
            }
        } catch (MalformedUpdateException e) {
            malformed(session, e);
        }
    }

    private void malformed(RoomSession session, MalformedUpdateException why) {
        engine.tally().refused(Refusal.MALFORMED);
        session.close(RoomCloseCodes.MALFORMED, RoomCloseCodes.reason(why));
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
            intake.receiveAnswer(session, step2.update());
        } else if (message instanceof SyncMessage.Update update) {
            intake.receiveUpdate(session, update.update());
        }
    }

    private void receiveQuestion(RoomSession session, StateVector target) {
        if (session.countsAcknowledgements()) {
            session.acknowledgements().startHandshake();
            catchUp.askForMissing(session);
        }
        SyncEvent event = SyncEvent.begun();
        event.end(name, session.id(), catchUp.answer(session, target));
    }

    /** The connection of a session that lagged has drained. */
    void writable(RoomSession session) {
        if (sessions.contains(session)) {
            catchUp.writable(session);
        }
    }

    /** What a session may do was checked again. Who may write from now on may have tried before. */
    void access(RoomSession session, Access access) {
        if (!sessions.contains(session)) {
            return;
        }
        boolean couldWrite = session.mayWrite();
        session.access(access);
        if (session.mayWrite() && !couldWrite) {
            catchUp.askForMissing(session);
        }
    }

    // What goes past the document

    /** Sends a payload of the application to all who can read it, and keep up. It isn't merged, nor sent again. */
    void sendStateless(String payload) {
        sendStateless(
                sessions.stream().filter(RoomSession::countsAcknowledgements).toList(), payload);
    }

    void sendStateless(RoomSession to, String payload) {
        sendStateless(sessions.contains(to) ? List.of(to) : List.of(), payload);
    }

    private void sendStateless(List<RoomSession> to, String payload) {
        List<RoomSession> readers =
                to.stream().filter(session -> session.lag() == null).toList();
        engine.tally().droppedStateless(to.size() - readers.size());
        Outbox.send(readers, new HocuspocusMessage.Stateless(payload).encode());
    }

    // Code of the application

    void edit(String author, Consumer<Doc> body, Consumer<@Nullable Throwable> done) {
        if (intake.isFrozen()) {
            done.accept(new IllegalStateException("the room is being renamed, nothing was edited"));
            return;
        }
        Refusal limit = persister.refusal();
        if (limit != null) {
            done.accept(new LimitExceededException(limit.reason(), "the store is behind, nothing was edited"));
            return;
        }
        Throwable failure = document.edit(body);
        changes.storeEmitted(author, null);
        changes.send(null);
        persister.whenDurable(() -> done.accept(failure), done::accept);
    }

    <T extends @Nullable Object> T read(Function<Doc, T> body) {
        return body.apply(doc);
    }

    /** Gives the document as it is, once all of it is durable. */
    void stateWhenDurable(Consumer<Update> done, Consumer<Throwable> lost) {
        Update state = doc.encodeStateAsUpdate();
        persister.whenDurable(() -> done.accept(state), lost::accept);
    }

    /** Takes nothing more until {@link #thaw}; {@code done} is called once all that was taken is durable. */
    void freeze(Runnable done, Consumer<Throwable> lost) {
        intake.freeze(true);
        persister.whenDurable(done, lost::accept);
    }

    /** Goes on: clients are asked for what was not taken. */
    void thaw() {
        intake.freeze(false);
        hasRoomAgain();
    }

    // The document

    private void changedElsewhere(Update update) {
        changes.ofNobody(update);
    }

    // Other hubs

    void remoteUpdate(Update update) {
        if (!doc.contains(update)) {
            document.apply(update, RoomDocument.Origin.OTHER_HUB);
            size.add(update);
            effects.acceptedElsewhere();
            changes.send(null);
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
            owner.deleted(Tombstones.refusal(name));
            return;
        }
        loaded.content().forEach(this::remoteUpdate);
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
        size.measure(whole);
        return whole;
    }

    @Override
    public void stored(List<StoredUpdate> batch) {
        effects.stored(batch);
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
        LogContext.in(name, () -> LOG.warn("The store refuses an update; the whole document is stored", why));
        compactor.storeWhole();
    }

    @Override
    public void storedWhole() {
        persister.storedWhole(inSnapshot);
    }

    @Override
    public void storedWhole(List<StoredUpdate> updates) {
        effects.stored(updates);
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
        sessions.stream()
                .filter(session -> session.acknowledgements().clearAsksAgain())
                .forEach(catchUp::askForMissing);
    }

    // Life

    /** Whatever happens to the sessions, what was accepted is on its way to the store. */
    void endOfTurn() {
        try {
            sendChanges();
            sessions.forEach(this::settleWhenDurable);
        } finally {
            persister.flush();
        }
        Outbox.sendAcknowledgements(sessions);
        sendPresence();
        sessions.forEach(RoomSession::flush);
        catchUp.markLag(sessions);
    }

    private void sendChanges() {
        if (!outbox.isEmpty() && collects()) {
            return;
        }
        Update changes = outbox.sendChanges(sessions);
        if (changes != null) {
            catchUp.changed(changes);
        }
    }

    /** Whether more is to go into the next message. */
    private boolean collects() {
        Duration pause = pace.pause(sessions.size(), System.nanoTime());
        if (pause != null && !pause.isZero()) {
            engine.later(pause, () -> room.executeBrief(pace::collected)); // the end of that turn sends
        }
        return pause == null || !pause.isZero();
    }

    private void settleWhenDurable(RoomSession session) {
        if (session.acknowledgements().isOwed()) {
            Acknowledgements.Owed owed = session.acknowledgements().takeOwed(catchUp.turn());
            persister.whenDurable(() -> settle(session, owed));
        }
    }

    private void settle(RoomSession session, Acknowledgements.Owed owed) {
        session.acknowledgements().settle(owed);
        writable(session); // one that lags may have waited for this
    }

    private void sendPresence() {
        if (!presences.hasChanged() && presenceWaits.isEmpty()) {
            return;
        }
        Duration pause = throttle.pause(engine.overload().presenceInterval());
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
        long start = System.nanoTime();
        receivePresences();
        flushPresence();
        throttle.took(System.nanoTime() - start);
    }

    private void flushPresence() {
        AwarenessUpdate here = presences.takeChangedHere();
        if (here != null && bridge != null) {
            bridge.publishPresence(here);
        }
        AwarenessUpdate changed = presences.takeChanged();
        if (changed != null) {
            Outbox.sendPresence(sessions, changed);
        }
    }

    void tick() {
        presences.tick();
        catchUp.tick();
        persister.reportRoom();
    }

    /** Nobody is here, everything is in the store, others know who has left, and nobody waits for the content. */
    boolean isIdle() {
        return sessions.isEmpty()
                && isClean()
                && !reloader.isRunning()
                && !presences.hasOrphans()
                && !presences.hasChanged()
                && !intake.isFrozen()
                && !effects.needRoom();
    }

    /** Whether nothing is lost if only the document stays: it is idle, and nobody is at another hub. */
    boolean mayBeEncoded() {
        return isIdle() && presences.isEmpty();
    }

    EncodedDocument encode() {
        return compactor.encode(doc, bridge != null);
    }

    /** How many sessions are here. */
    int occupancy() {
        return sessions.size();
    }

    boolean isClean() {
        return persister.isClean() && !compactor.isRunning();
    }

    /** Roughly how much memory the room takes. */
    long bytes() {
        return size.bytes();
    }

    /** Writes a last snapshot if there is something to cover; false if there is nothing to do. */
    boolean compactBeforeLeaving() {
        compactor.compact();
        return compactor.isRunning();
    }

    /** What is kept for who asks next isn't kept any more. */
    void forgetEncoding() {
        catchUp.close();
    }

    /** Lets the document go, when {@link #isIdle}: what somebody changes who has kept it goes nowhere. */
    void close() {
        forgetEncoding();
        compactor.stop();
        reloader.stop();
        persister.close();
        effects.ended();
    }

    /** Nothing more is stored, and all are sent away. */
    void stop(CloseCode code, String reason, StorageException why) {
        compactor.stop();
        reloader.stop();
        persister.stop(why);
        effects.ended();
        sessions.forEach(catchUp::left);
        forgetEncoding();
        sessions.forEach(session -> session.close(code, reason));
        sessions.clear();
    }

    /** What updates meet on their way in. */
    private final class Here implements Intake.Owner {

        @Override
        public boolean isHere(RoomSession session) {
            return sessions.contains(session);
        }

        @Override
        public void askForMissing(RoomSession session) {
            catchUp.askForMissing(session);
        }

        /** What it has sent meanwhile isn't taken any more. */
        @Override
        public void sendAway(RoomSession session, String reason) {
            session.close(RoomCloseCodes.REFUSED, reason);
            leave(session, false);
        }
    }
}
