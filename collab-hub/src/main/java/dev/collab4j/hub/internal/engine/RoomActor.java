package dev.collab4j.hub.internal.engine;

import dev.collab4j.core.Doc;
import dev.collab4j.core.Update;
import dev.collab4j.core.awareness.AwarenessUpdate;
import dev.collab4j.core.protocol.Message;
import dev.collab4j.hub.Access;
import dev.collab4j.hub.internal.jfr.TurnEvent;
import dev.collab4j.spi.bus.MessageBus;
import dev.collab4j.spi.storage.StorageException;
import dev.collab4j.spi.transport.CloseCode;
import java.nio.ByteBuffer;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The life of a room: absent until somebody comes, loading while all who come wait for the one load, live, encoded when
 * nobody has come for a while (what needs the document then decodes it), evicting while it writes its last snapshot (who
 * comes then revives it), gone. Public methods may be called from any thread; everything else happens on the room's turns.
 */
public final class RoomActor {

    private enum State {
        ABSENT,
        LOADING,
        LIVE,
        ENCODED,
        EVICTING,
        GONE
    }

    /** How large a document may be that a loop works on: it is encoded in a fraction of a millisecond. */
    private static final long SMALL_BYTES = 256 << 10;
    /** How large a message may be that a loop handles. */
    private static final int BRIEF_BYTES = 16 << 10;

    private static final Logger LOG = LoggerFactory.getLogger(RoomActor.class);

    private final Engine engine;
    private final RoomRegistry registry;
    private final String name;
    private final SerialExecutor turns;
    private final Set<Visit> waiting = new LinkedHashSet<>();
    private State state = State.ABSENT;
    private @Nullable BusBridge bridge;
    private @Nullable LiveRoom live;
    /** What is left of it while it is encoded. */
    private volatile @Nullable EncodedDocument encoded;

    /** Since when nobody uses the document that it has, by the clock of System.nanoTime. */
    private volatile @Nullable Long unusedSince;

    private boolean loadStarted;
    /** The load may have passed what came on the bus while it ran. */
    private boolean mayHaveMissed;

    /** Generations that were deleted while this room loaded, or before. */
    private long deletedUpTo = -1;

    private boolean visited;
    /** A message of this turn has told how long it had to wait. */
    private boolean hasWaited;

    private volatile int occupancy;

    RoomActor(Engine engine, RoomRegistry registry, String name) {
        this.engine = engine;
        this.registry = registry;
        this.name = name;
        this.turns = new SerialExecutor(
                engine.executorOf(name), this::endOfTurn, this::failedTask, this::watchTurn, engine.overload());
    }

    /**
     * Which room it is.
     *
     * @return its name
     */
    public String name() {
        return name;
    }

    /** How many sessions were here at the end of the last turn. From any thread. */
    int occupancy() {
        return occupancy;
    }

    /** Whether it has let its document go. From any thread. */
    boolean isEncoded() {
        return encoded != null;
    }

    private Operation watchTurn() {
        return engine.watch().begin(Step.TURN, name);
    }

    private void failedTask(Throwable e) {
        if (e instanceof RejectedExecutionException) {
            LOG.debug("An executor takes nothing any more: the hub or the host has shut it down", e);
        } else {
            LogContext.in(name, () -> LOG.error("A task of a room failed; the room goes on", e));
        }
    }

    // From any thread

    void visit(Visit visit) {
        turns.execute(() -> admit(visit));
    }

    /**
     * Hands over a message of a session that has entered.
     *
     * @param session from whom
     * @param message what
     * @param bytes its size
     * @param handled runs when it is handled
     */
    public void receive(RoomSession session, Message message, int bytes, Runnable handled) {
        long since = System.nanoTime();
        executeBrief(session, bytes, () -> receive(session, message, since, handled));
    }

    private void executeBrief(RoomSession session, int bytes, Runnable task) {
        if (bytes <= BRIEF_BYTES && session.connection().lendsLoop()) {
            turns.executeBrief(session.connection().loop(), task);
        } else {
            turns.execute(task);
        }
    }

    private void receive(RoomSession session, Message message, long since, Runnable handled) {
        waited(since);
        try {
            LiveRoom room = live;
            if (room != null) {
                room.receive(session, message);
            }
        } finally {
            handled.run();
        }
    }

    /**
     * Hands over a message about presence, of which a newer one can take the place while it waits.
     *
     * @param session from whom
     * @param message the message, which is copied
     * @return false if it has to go by {@link #receive}
     */
    public boolean receivePresence(RoomSession session, ByteBuffer message) {
        LatestPresence.Place place = session.latestPresence().offer(message);
        if (place == LatestPresence.Place.INSTEAD) {
            engine.overload().shed(Overload.Level.PRESENCE);
        } else if (place == LatestPresence.Place.FIRST) {
            long since = System.nanoTime();
            executeBrief(session, message.remaining(), () -> {
                waited(since);
                withLive(room -> room.presenceWaits(session));
            });
        } else {
            receiveWaitingPresence(session);
        }
        return place != LatestPresence.Place.NONE;
    }

    /** It came before a message that goes its own way, and isn't to be overtaken by it. */
    private void receiveWaitingPresence(RoomSession session) {
        byte[] earlier = session.latestPresence().take();
        if (earlier != null) {
            executeBrief(session, earlier.length, () -> withLive(room -> room.receivePresence(session, earlier)));
        }
    }

    /** The first of a turn has waited longest: the last may have come just now. */
    private void waited(long since) {
        if (!hasWaited) {
            hasWaited = true;
            engine.overload().waited(System.nanoTime() - since);
        }
    }

    /**
     * Says that the connection of a session has drained.
     *
     * @param session whose
     */
    public void writable(RoomSession session) {
        turns.execute(() -> withLive(room -> room.writable(session)));
    }

    /**
     * Says that what a session may do was checked again.
     *
     * @param session whose
     * @param access what it may do from now on
     */
    public void access(RoomSession session, Access access) {
        turns.execute(() -> withLive(room -> room.access(session, access)));
    }

    /**
     * Sends a payload of the application to all whose protocol knows such a thing; nothing happens if the room isn't
     * live.
     *
     * @param payload what it is
     */
    public void sendStateless(String payload) {
        turns.execute(() -> withLive(room -> room.sendStateless(payload)));
    }

    /**
     * Sends a payload of the application to one session, unless it has left.
     *
     * @param to whom
     * @param payload what it is
     */
    public void sendStateless(RoomSession to, String payload) {
        turns.execute(() -> withLive(room -> room.sendStateless(to, payload)));
    }

    /**
     * Takes a session out.
     *
     * @param session which
     * @param mayComeBack true if its connection broke: its presence then waits for a while
     */
    public void leave(RoomSession session, boolean mayComeBack) {
        turns.execute(() -> withLive(room -> room.leave(session, mayComeBack)));
    }

    /** The document was deleted: this generation is over, and all before it. */
    void deleted(long generation) {
        turns.execute(() -> end(generation));
    }

    private void end(long generation) {
        deletedUpTo = Math.max(deletedUpTo, generation);
        EncodedDocument kept = encoded;
        if (kept != null && kept.generation() <= generation) {
            leave();
        } else if (live != null && live.generation() <= generation) {
            new Ending().deleted(Tombstones.refusal(name));
        }
    }

    /** Somebody has written to the store past this room. */
    void reload() {
        turns.execute(this::readAgain);
    }

    private void readAgain() {
        wake();
        mayHaveMissed |= live == null;
        withLive(LiveRoom::reload);
    }

    /** Who is there now. */
    CompletableFuture<List<RoomSession>> sessions() {
        RoomFuture<List<RoomSession>> sessions = new RoomFuture<>();
        executeOrFail(sessions, () -> sessions.complete(live == null ? List.of() : live.sessions()));
        return sessions;
    }

    /** Whose presence is there now. */
    CompletableFuture<List<PresentClient>> presences() {
        RoomFuture<List<PresentClient>> presences = new RoomFuture<>();
        executeOrFail(presences, () -> presences.complete(live == null ? List.of() : live.presences()));
        return presences;
    }

    void tick() {
        if (!isEncoded()) {
            turns.execute(() -> withLive(LiveRoom::tick));
        }
    }

    void repair() {
        turns.execute(this::compare);
    }

    private void compare() {
        RoomDigest digest = encoded == null ? null : encoded.digest();
        if (digest != null && bridge != null) {
            bridge.publishDigest(digest, false);
        }
        withLive(room -> room.compare(false));
    }

    /** Lets its document go if nobody has used it since then, by the clock of System.nanoTime. */
    void encodeIfUnusedSince(long time) {
        Long since = unusedSince;
        if (since != null && since - time <= 0) {
            turns.execute(this::encodeIfUnused);
        }
    }

    void evict() {
        turns.execute(this::evictIfIdle);
    }

    void forget(Visit visit) {
        turns.execute(() -> waiting.remove(visit));
    }

    /** Whether everything that was accepted is in the store, and nobody waits to be let in. */
    CompletableFuture<Boolean> isClean() {
        CompletableFuture<Boolean> clean = new CompletableFuture<>();
        executeOrFail(clean, () -> clean.complete(waiting.isEmpty() && (live == null || live.isClean())));
        return clean;
    }

    /** The hub is closed: it leaves the bus, and holds nothing that is ready to be sent. */
    CompletableFuture<Boolean> close() {
        CompletableFuture<Boolean> closed = new CompletableFuture<>();
        executeOrFail(closed, () -> {
            if (bridge != null) {
                bridge.close();
            }
            withLive(LiveRoom::forgetEncoding);
            closed.complete(true);
        });
        return closed;
    }

    private void executeOrFail(CompletableFuture<?> answer, Runnable task) {
        try {
            turns.execute(task);
        } catch (RejectedExecutionException e) {
            answer.completeExceptionally(e);
        }
    }

    // For visits, on the room's turns

    /**
     * Lets a session in: it gets SyncStep1 and the presence of all.
     *
     * @param session who
     * @param droppedBefore how many updates it has sent before, none of which were taken
     */
    public void enter(RoomSession session, int droppedBefore) {
        withLive(room -> room.enter(session, droppedBefore));
    }

    /**
     * Edits the document in one transaction.
     *
     * @param author who does it
     * @param body what is done
     * @param done called when all is durable, with what the body threw, or with null
     */
    public void edit(String author, Consumer<Doc> body, Consumer<@Nullable Throwable> done) {
        withLive(room -> room.edit(author, body, done));
    }

    /**
     * Looks at the document.
     *
     * @param <T> what comes of it
     * @param body what looks
     * @return what it returned
     */
    public <T extends @Nullable Object> T read(Function<Doc, T> body) {
        return Objects.requireNonNull(live, "a visit is in a live room").read(body);
    }

    /**
     * Looks at the whole document.
     *
     * @param done takes the document as it is now, once all of it is durable
     * @param lost takes why that can't be
     */
    void stateWhenDurable(Consumer<Update> done, Consumer<Throwable> lost) {
        withLive(room -> room.stateWhenDurable(done, lost));
    }

    /**
     * Takes nothing more until {@link #thaw}.
     *
     * @param done called once all that was taken is durable
     * @param lost takes why that can't be
     */
    public void freeze(Runnable done, Consumer<Throwable> lost) {
        withLive(room -> room.freeze(done, lost));
    }

    /** Goes on after {@link #freeze}. From any thread. */
    public void thaw() {
        turns.execute(() -> withLive(LiveRoom::thaw));
    }

    private void withLive(Consumer<LiveRoom> body) {
        if (live != null) {
            body.accept(live);
        }
    }

    // Life

    private void admit(Visit visit) {
        visited = true;
        switch (state) {
            case ABSENT -> {
                waiting.add(visit);
                start();
            }
            case LOADING -> {
                engine.tally().visited(Tally.Found.LOADING);
                waiting.add(visit);
            }
            case LIVE -> found(visit);
            case ENCODED -> {
                engine.tally().visited(Tally.Found.ENCODED);
                waiting.add(visit);
                wake();
            }
            case EVICTING -> {
                state = State.LIVE;
                found(visit);
            }
            case GONE -> registry.visit(name, visit);
        }
    }

    private void found(Visit visit) {
        engine.tally().visited(Tally.Found.LOADED);
        enter(visit);
    }

    private void start() {
        engine.tally().visited(Tally.Found.ABSENT);
        state = State.LOADING;
        MessageBus bus = engine.bus();
        if (bus == null) {
            load();
        } else {
            subscribe(bus);
        }
    }

    /** What is published from the subscription on is kept until the load is done: nothing falls in between. */
    private void subscribe(MessageBus bus) {
        bridge = new BusBridge(bus, name, engine.incarnation(), turns, new FromBus());
        try {
            bridge.subscribe();
        } catch (RuntimeException e) {
            failed(e);
            return;
        }
        engine.later(engine.options().subscribeTimeout(), () -> turns.execute(this::load));
    }

    private void load() {
        if (state == State.LOADING && !loadStarted) {
            loadStarted = true;
            engine.store().load(name, turns, this::loaded, this::failed);
        }
    }

    private void loaded(LoadedDocument loaded) {
        if (loaded.head().deleted() || loaded.head().generation() <= deletedUpTo) {
            failed(Tombstones.refusal(name));
        } else {
            begin(() -> loaded);
        }
    }

    /** Decodes the document, if it isn't there. */
    private void wake() {
        EncodedDocument kept = encoded;
        if (kept != null) {
            encoded = null;
            begin(kept::decode);
        }
    }

    private void begin(Supplier<LoadedDocument> from) {
        try {
            live = new LiveRoom(engine, name, from.get(), turns, bridge, effects(), new Ending());
        } catch (Throwable e) { // also one that is too large for the memory: who waits has to know
            failed(e);
            return;
        }
        state = State.LIVE;
        if (bridge != null) {
            bridge.loaded(live.generation());
            live.compare(true);
        }
        if (mayHaveMissed) {
            mayHaveMissed = false;
            live.reload();
        }
        takeWaiting().forEach(this::enter);
    }

    private SideEffects.OfRoom effects() {
        return engine.effects().of(name, visit -> registry.visit(name, visit));
    }

    private void enter(Visit visit) {
        try {
            visit.enter(this);
        } catch (RuntimeException e) {
            LogContext.in(name, () -> LOG.error("A visit of a room failed", e));
            visit.failed(e);
        }
    }

    private void failed(Throwable why) {
        if (Tombstones.isRefusal(why)) {
            LOG.debug("Somebody wants into a deleted document"); // and may come back for ever
        } else {
            LogContext.in(name, () -> LOG.warn("A document could not be loaded", why));
        }
        leave();
        takeWaiting().forEach(visit -> visit.failed(why));
    }

    private List<Visit> takeWaiting() {
        List<Visit> all = List.copyOf(waiting);
        waiting.clear();
        return all;
    }

    private void leave() {
        state = State.GONE;
        withLive(LiveRoom::close);
        live = null;
        encoded = null;
        unusedSince = null;
        if (bridge != null) {
            bridge.close();
        }
        registry.remove(this);
    }

    /** Only its bytes stay; all of it is durable. */
    private void encodeIfUnused() {
        if (state == State.LIVE && live != null && live.mayBeEncoded()) {
            encoded = live.encode();
            live.close();
            live = null;
            unusedSince = null;
            state = State.ENCODED;
        }
    }

    private void evictIfIdle() {
        if (encoded != null && encoded.isCovered()) {
            leave();
            return;
        }
        wake();
        if (state != State.LIVE || live == null || !live.isIdle()) {
            return;
        }
        state = State.EVICTING;
        if (!live.compactBeforeLeaving()) {
            leave();
        }
    }

    private void endOfTurn(int tasks, TurnEvent event) {
        hasWaited = false;
        try {
            if (live != null) {
                endOfTurn(live);
            }
            weighEncoded();
        } finally {
            event.end(name, tasks, occupancy);
        }
    }

    private void weighEncoded() {
        EncodedDocument kept = encoded;
        if (kept != null) {
            registry.unused(this, kept.bytes(), visited);
            visited = false;
        }
    }

    private void endOfTurn(LiveRoom room) {
        room.endOfTurn();
        occupancy = room.occupancy();
        turns.useLoop(engine.check() == null && engine.lendsLoops() && room.bytes() <= SMALL_BYTES);
        boolean isIdle = room.isIdle();
        if (state == State.EVICTING && isIdle) {
            leave();
        } else if (state == State.LIVE && isIdle) {
            unused(room);
        } else if (state == State.LIVE && unusedSince != null) {
            unusedSince = null;
            registry.inUse(this);
        }
    }

    private void unused(LiveRoom room) {
        if (engine.options().keepLoadedFor().isZero()) {
            encodeIfUnused();
        }
        if (isEncoded()) {
            return; // and is weighed as that
        }
        registry.unused(this, room.bytes(), visited);
        unusedSince = visited || unusedSince == null ? Long.valueOf(System.nanoTime()) : unusedSince;
        visited = false;
    }

    /** How a room ends before its time. */
    private final class Ending implements LiveRoom.Owner {

        @Override
        public void deleted(StorageException why) {
            LogContext.in(name, () -> LOG.info("A room is closed, its document was deleted"));
            end(RoomCloseCodes.DELETED, "the document was deleted", why);
        }

        @Override
        public void unstorable(StorageException why) {
            LogContext.in(name, () -> LOG.error("A room is closed with updates that the store refuses", why));
            end(RoomCloseCodes.UNSTORABLE, "the document can't be stored", why);
        }

        private void end(CloseCode code, String reason, StorageException why) {
            withLive(room -> room.stop(code, reason, why));
            leave();
        }
    }

    /** What other hubs say, once the room is live. */
    private final class FromBus implements BusBridge.Listener {

        @Override
        public void subscribed() {
            if (state == State.LOADING && !loadStarted) {
                load();
            } else {
                gap(); // the subscription came after the load, or while it ran
            }
        }

        @Override
        public void remoteUpdate(Update update) {
            wake();
            withLive(room -> room.remoteUpdate(update));
        }

        @Override
        public void remotePresence(AwarenessUpdate update) {
            wake();
            withLive(room -> room.remotePresence(update));
        }

        @Override
        public void remoteDigest(RoomDigest digest, boolean wantsPresence) {
            BusBridge to = bridge;
            RoomDigest kept = encoded == null ? null : encoded.digest();
            if (kept != null && kept.hasMoreThan(digest)) {
                wake();
            }
            if (to != null) {
                withLive(room -> room.remoteDigest(digest, wantsPresence, to));
            }
        }

        @Override
        public void gap() {
            wake();
            mayHaveMissed |= live == null;
            withLive(room -> {
                room.compare(true);
                room.reload();
            });
        }

        @Override
        public void reload() {
            readAgain();
        }

        @Override
        public void deleted(long generation) {
            end(generation);
        }
    }
}
