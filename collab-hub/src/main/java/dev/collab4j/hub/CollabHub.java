package dev.collab4j.hub;

import dev.collab4j.core.awareness.Awareness;
import dev.collab4j.hub.internal.engine.Engine;
import dev.collab4j.hub.internal.engine.Overload;
import dev.collab4j.hub.internal.engine.RoomFuture;
import dev.collab4j.hub.internal.engine.RoomRegistry;
import dev.collab4j.hub.internal.engine.SideEffects;
import dev.collab4j.hub.internal.engine.UpdateCheck;
import dev.collab4j.hub.internal.wire.Gate;
import dev.collab4j.hub.internal.wire.HocuspocusProtocol;
import dev.collab4j.hub.internal.wire.RoomNames;
import dev.collab4j.hub.internal.wire.YWebSocketProtocol;
import dev.collab4j.hub.memory.InMemoryDocumentStore;
import dev.collab4j.spi.Health;
import dev.collab4j.spi.bus.MessageBus;
import dev.collab4j.spi.storage.DocumentStore;
import dev.collab4j.spi.transport.Acceptor;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A server of collaborative documents inside the application. Thread-safe.
 *
 * <pre>{@code
 * CollabHub hub = CollabHub.builder()
 *         .store(store)
 *         .authenticator(request -> Access.readWrite(users.verify(request.token())))
 *         .build();
 * // a transport serves hub.yWebSocket() under a path such as /y/*
 * hub.room("page/42").edit("importer", doc -> doc.getText("body").insert(0, "DRAFT ")).join();
 * }</pre>
 *
 * <p>The store, the bus and the executors that the host gives stay the host's: the hub uses them until {@link #close}
 * has returned and never closes them.
 */
public final class CollabHub implements AutoCloseable {

    private static final Duration CLOSE_WITHIN = Duration.ofSeconds(5);
    /** The part of a drain in which connections are closed; the rest is for the store. */
    private static final int CLOSE_PARTS = 4;

    private static final int DRAIN_PARTS = 5;
    private static final Logger LOG = LoggerFactory.getLogger(CollabHub.class);

    private final Engine engine;
    private final RoomRegistry registry;
    private final Gate gate;
    private final YWebSocketProtocol yWebSocket;
    private final HocuspocusProtocol hocuspocus;
    private final OwnThreads threads;
    private final List<Future<?>> sweeps = new ArrayList<>();
    private final AtomicBoolean closed = new AtomicBoolean();

    private CollabHub(Builder builder) {
        threads = new OwnThreads();
        engine = builder.engine(threads);
        registry = new RoomRegistry(engine);
        Authenticator authenticator = builder.authenticator;
        gate = new Gate(
                engine,
                registry,
                (room, workspace, token, handshake) ->
                        authenticator.authenticate(new JoinRequest(room, workspace, token, handshake)));
        yWebSocket = new YWebSocketProtocol(gate);
        StatelessListener stateless = builder.statelessListener;
        hocuspocus = new HocuspocusProtocol(
                gate, (room, sender, payload) -> stateless.onStateless(new StatelessMessage(room, sender, payload)));
        sweep(Duration.ofMillis(Awareness.TICK_INTERVAL_MILLIS), registry::tick);
        sweep(Duration.ofSeconds(1), engine.effects()::resume);
        sweep(Overload.INTERVAL, engine.overload()::tick);
        if (!engine.options().keepLoadedFor().isZero()) {
            sweep(quarterOf(engine.options().keepLoadedFor()), registry::encode);
        }
        if (engine.bus() != null) {
            sweep(engine.options().repairInterval(), registry::repair);
        }
    }

    private void sweep(Duration interval, Runnable task) {
        long nanos = interval.toNanos();
        sweeps.add(engine.scheduler().scheduleWithFixedDelay(() -> guarded(task), nanos, nanos, TimeUnit.NANOSECONDS));
    }

    private static Duration quarterOf(Duration time) {
        return Duration.ofMillis(Math.max(10, Math.min(1_000, time.toMillis() / 4)));
    }

    /** A periodic task that throws would never run again. */
    private static void guarded(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException e) {
            LOG.error("A periodic task failed; it goes on", e);
        }
    }

    /**
     * Begins with the defaults.
     *
     * @return a builder, not null
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Serves y-websocket clients: one room a connection, the rest of the path behind the mount point is its name,
     * percent-decoded once, without NUL, not blank and at most 255 UTF-8 bytes.
     *
     * <p>Pages of the same origin may connect, and those of {@link HubOptions#allowedOrigins}. Connections are closed
     * with these codes; a y-websocket client takes 44xx as permanent and comes back by itself after the others:
     * <ul>
     *   <li>4400: a malformed frame, or no name of a room
     *   <li>4403: the {@link Authenticator} has denied
     *   <li>4404: the document was deleted
     *   <li>4409: the {@link UpdateFilter} has refused an update that can't be undone at the client: it needs a fresh document
     *   <li>4413: a frame, update, presence or document above the {@link Limits}
     *   <li>4422: the store refuses the document for good
     *   <li>4429: too many sessions of one user, or in one workspace
     *   <li>4501: the {@linkplain Access#until time} of an access is over: come back and authenticate again
     *   <li>1011: a bug
     *   <li>1012: the hub drains or closes
     *   <li>1013: the authenticator or the store failed, or took longer than {@link HubOptions#joinTimeout}
     * </ul>
     *
     * <p>When an edit is durable its sender gets it back as an Update message: that echo is the acknowledgement. The
     * server's SyncStep1 names only what is durable, so a client that has come back sends the rest again and gets its
     * echo. A SyncStep2 acknowledges nothing.
     *
     * @return the acceptor for a transport, always the same, not null
     */
    public Acceptor yWebSocket() {
        return yWebSocket;
    }

    /**
     * Serves HocuspocusProvider clients of versions 2, 3 and 4: many documents on one connection, whatever its path; the
     * name of a document is its room's, as it is. A document may be open several times on one connection
     * ({@code sessionAwareness}).
     *
     * <p>Each update that a client sends is acknowledged (SyncStatus) when it is durable. A token is asked of the
     * {@link Authenticator} whenever the client shows one; an empty one is null there, and a provider of version 2
     * without a token is asked about with null as well.
     *
     * <p>What concerns one document leaves the others of the connection alone: who is denied, whose document was deleted
     * or who sends an update above the {@link Limits} is told "permission denied" with a reason, and by provider 4 also
     * CLOSE if it was in. The connection itself is closed with the codes of {@link #yWebSocket} for what concerns all of
     * it (4400: a frame without an address; 1012; 1013; 1009; 1011), and with 4408 if no document was opened within
     * {@link HubOptions#authenticationTimeout}. Providers come back after every code.
     *
     * @return the acceptor for a transport, always the same, not null
     */
    public Acceptor hocuspocus() {
        return hocuspocus;
    }

    /**
     * A handle of a room; nothing is loaded yet.
     *
     * @param name the name, not blank, no NUL, at most 255 UTF-8 bytes, not null
     * @return the handle, not null
     * @throws IllegalArgumentException if that is no name
     */
    public Room room(String name) {
        String problem = RoomNames.problem(name);
        if (problem != null) {
            throw new IllegalArgumentException(problem);
        }
        return new Room(name, engine, registry, closed::get);
    }

    /**
     * The rooms that are in memory on this hub: somebody is in them, or was a moment ago. Who is there says
     * {@link Room#sessions}; what is stored besides says {@link DocumentStore#documents}.
     *
     * @return their names, in no order, unmodifiable, not null
     */
    public List<String> rooms() {
        return registry.names();
    }

    /**
     * Who of a user's clients is connected to this hub, in whatever room.
     *
     * @param user the user of their {@link Access}, not null
     * @return completes with the sessions; fails if the host has shut down the executor of the rooms
     */
    public CompletableFuture<List<Session>> sessionsOf(String user) {
        Objects.requireNonNull(user, "user");
        List<CompletableFuture<List<Session>>> answers =
                registry.names().stream().map(name -> room(name).sessions()).toList();
        return RoomFuture.all(answers)
                .thenApply(all -> all.stream()
                        .flatMap(List::stream)
                        .filter(session -> user.equals(session.user()))
                        .toList());
    }

    /**
     * Gets ready to stop: takes no connection any more, closes those that are there with 1012, one after the other over four
     * fifths of the time so that the clients don't come to another node all at once (a few sooner: ten a second are enough), and
     * waits until everything is in the store and the {@link HubListener} and the {@link ContentHook} have had it. Meanwhile
     * {@link #check} says DOWN. The hub is to be closed afterwards.
     *
     * @param within how long it may take, not negative, not null
     * @return completes with the names of the rooms that could not be stored or did not answer, normally none; fails if
     *     the host has shut down an executor that it gave
     */
    public CompletableFuture<List<String>> drain(Duration within) {
        return drain(within, within.multipliedBy(CLOSE_PARTS).dividedBy(DRAIN_PARTS));
    }

    /**
     * Looks how the hub is doing.
     *
     * @return completes with the health: DOWN if the store fails or doesn't answer, or if the hub drains or is closed, so
     *     that nobody is sent to it any more; DEGRADED if one of the store's settings breaks durability, or if so much waits
     *     for it that rooms take nothing more
     */
    public CompletableFuture<Health> check() {
        RoomFuture<Health> result = new RoomFuture<>();
        engine.store().check(engine.blocking(), health -> result.complete(worse(health)));
        return result;
    }

    private Health worse(Health ofStore) {
        if (gate.isClosed()) {
            return Health.down("the hub stops");
        }
        long unsaved = unsavedBytes();
        boolean isFull = unsaved > engine.limits().maxUnsavedBytesOfAllRooms();
        return isFull && ofStore.status() == Health.Status.UP
                ? Health.degraded("rooms are read-only: " + unsaved + " bytes wait for the store")
                : ofStore;
    }

    /** How much waits for the store. */
    long unsavedBytes() {
        return engine.unsaved().bytes();
    }

    Engine engine() {
        return engine;
    }

    RoomRegistry registry() {
        return registry;
    }

    Gate gate() {
        return gate;
    }

    /** How many rooms are in memory. */
    int roomCount() {
        return registry.size();
    }

    private CompletableFuture<List<String>> drain(Duration within, Duration closeWithin) {
        gate.close();
        return new Drain(engine, registry, gate, within).start(closeWithin);
    }

    /**
     * Stops: refuses edits and reads from now on, closes all connections with 1012, waits up to 6 s until everything is in
     * the store and the listener and the hook have had it, and ends the threads that are the hub's own. What could not be
     * stored or told is logged. Idempotent. Blocks.
     *
     * @throws IllegalStateException if called on a room's turn; then nothing is stopped
     */
    @Override
    public void close() {
        RoomFuture.checkMayWait();
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        try {
            List<String> unsaved = drain(CLOSE_WITHIN, Duration.ZERO).join();
            if (!unsaved.isEmpty()) {
                LOG.error("{} rooms are closed with updates that could not be stored: {}", unsaved.size(), unsaved);
            }
        } catch (CompletionException e) {
            LOG.error("An executor of the hub was shut down before it: whether everything is stored is unknown", e);
        }
        closeEffects();
        sweeps.forEach(sweep -> sweep.cancel(false));
        closeRooms();
        threads.close();
    }

    private void closeEffects() {
        long untold = engine.effects().closeEvents();
        if (untold > 0) {
            LOG.error("The listener of events was not told of {} updates before the close", untold);
        }
        List<String> rooms = engine.effects().closeContents();
        if (!rooms.isEmpty()) {
            LOG.error("The content of {} rooms was not handed over before the close: {}", rooms.size(), rooms);
        }
    }

    private void closeRooms() {
        try {
            registry.close()
                    .orTimeout(CLOSE_WITHIN.toMillis(), TimeUnit.MILLISECONDS)
                    .join();
        } catch (CompletionException e) {
            LOG.error("A room does not close", e);
        }
    }

    /** Builds a {@link CollabHub}. Not thread-safe. */
    public static final class Builder {

        private @Nullable DocumentStore store;
        private @Nullable RoomSeeder seeder;
        private @Nullable MessageBus bus;
        private @Nullable Executor executor;
        private @Nullable Executor blockingExecutor;
        private @Nullable ScheduledExecutorService scheduler;
        private Authenticator authenticator = Builder::denyAll;
        private @Nullable UpdateFilter updateFilter;
        private StatelessListener statelessListener = message -> {};
        private @Nullable HubListener listener;
        private @Nullable ContentHook contentHook;
        private ContentOptions contentOptions = ContentOptions.defaults();
        private InstantSource clock = InstantSource.system();
        private HubOptions options = HubOptions.defaults();
        private Limits limits = Limits.defaults();
        private @Nullable Workspaces workspaces;
        private boolean denies = true;

        private Builder() {}

        private static Access denyAll(JoinRequest request) {
            return Access.denied("no authenticator is configured");
        }

        /**
         * Sets where documents stay; without it they stay in memory and are lost with the process.
         *
         * @param store the store, not null
         * @return this builder
         */
        public Builder store(DocumentStore store) {
            this.store = Objects.requireNonNull(store, "store");
            return this;
        }

        /**
         * Sets who gives documents their first content; without it they begin empty.
         *
         * @param seeder the seeder, not null
         * @return this builder
         */
        public Builder seeder(RoomSeeder seeder) {
            this.seeder = Objects.requireNonNull(seeder, "seeder");
            return this;
        }

        /**
         * Sets how hubs that share the store tell each other of changes; not needed by a single one.
         *
         * @param bus the bus, not null
         * @return this builder
         */
        public Builder bus(MessageBus bus) {
            this.bus = Objects.requireNonNull(bus, "bus");
            return this;
        }

        /**
         * Sets who decides about access; without it everybody is turned away.
         *
         * @param authenticator the authenticator, not null
         * @return this builder
         */
        public Builder authenticator(Authenticator authenticator) {
            this.authenticator = Objects.requireNonNull(authenticator, "authenticator");
            this.denies = false;
            return this;
        }

        /**
         * Sets who decides about each update by what it would change; without it whoever may write may change everything.
         *
         * @param filter the filter, not null
         * @return this builder
         */
        public Builder updateFilter(UpdateFilter filter) {
            this.updateFilter = Objects.requireNonNull(filter, "filter");
            return this;
        }

        /**
         * Sets who hears what HocuspocusProvider clients send past the document; without it nobody does.
         *
         * @param listener the listener, not null
         * @return this builder
         */
        public Builder statelessListener(StatelessListener listener) {
            this.statelessListener = Objects.requireNonNull(listener, "listener");
            return this;
        }

        /**
         * Sets who hears who has changed what, once it is durable; without it nobody does.
         *
         * @param listener the listener, not null
         * @return this builder
         */
        public Builder listener(HubListener listener) {
            this.listener = Objects.requireNonNull(listener, "listener");
            return this;
        }

        /**
         * Sets who gets the content of rooms that have changed; without it nobody does.
         *
         * @param hook the hook, not null
         * @return this builder
         */
        public Builder contentHook(ContentHook hook) {
            this.contentHook = Objects.requireNonNull(hook, "hook");
            return this;
        }

        /**
         * Sets when the hook gets the content, and with which roots.
         *
         * @param options the options, not null
         * @return this builder
         */
        public Builder contentOptions(ContentOptions options) {
            this.contentOptions = Objects.requireNonNull(options, "options");
            return this;
        }

        /**
         * Sets what runs the rooms; nothing on it blocks. Default: as many threads as there are processors.
         *
         * @param executor the executor, never shut down by the hub, not null
         * @return this builder
         */
        public Builder executor(Executor executor) {
            this.executor = Objects.requireNonNull(executor, "executor");
            return this;
        }

        /**
         * Sets what runs the calls that may block: store, authenticator, listeners, content hook, completion of futures. At
         * most 68 are taken at a time, and {@link ContentOptions#threads} more. Default: 32 threads; on Java 21 an executor
         * of virtual threads fits well.
         *
         * @param executor the executor, never shut down by the hub, not null
         * @return this builder
         */
        public Builder blockingExecutor(Executor executor) {
            this.blockingExecutor = Objects.requireNonNull(executor, "blockingExecutor");
            return this;
        }

        /**
         * Sets what runs things later; its tasks only queue others. Default: one thread.
         *
         * @param scheduler the scheduler, never shut down by the hub, not null
         * @return this builder
         */
        public Builder scheduler(ScheduledExecutorService scheduler) {
            this.scheduler = Objects.requireNonNull(scheduler, "scheduler");
            return this;
        }

        /**
         * Sets the clock of updates and presence. Default: the system's.
         *
         * @param clock the clock, not null
         * @return this builder
         */
        public Builder clock(InstantSource clock) {
            this.clock = Objects.requireNonNull(clock, "clock");
            return this;
        }

        /**
         * Sets the options.
         *
         * @param options the options, not null
         * @return this builder
         */
        public Builder options(HubOptions options) {
            this.options = Objects.requireNonNull(options, "options");
            return this;
        }

        /**
         * Sets the limits.
         *
         * @param limits the limits, not null
         * @return this builder
         */
        public Builder limits(Limits limits) {
            this.limits = Objects.requireNonNull(limits, "limits");
            return this;
        }

        /**
         * Sets whose a room is; without it all rooms are in no workspace.
         *
         * @param workspaces says it, not null
         * @return this builder
         */
        public Builder workspaces(Workspaces workspaces) {
            this.workspaces = Objects.requireNonNull(workspaces, "workspaces");
            return this;
        }

        /**
         * Builds the hub. Nothing is opened yet: a transport has to serve {@link CollabHub#yWebSocket()} or
         * {@link CollabHub#hocuspocus()}.
         *
         * @return the hub, not null
         */
        public CollabHub build() {
            if (denies) {
                LOG.warn("No authenticator is configured: every join will be refused");
            }
            if (store == null) {
                LOG.warn("No store is configured: documents are lost with the process");
            }
            return new CollabHub(this);
        }

        private Engine engine(OwnThreads threads) {
            Executor blocking = blockingExecutor == null ? threads.blocking() : blockingExecutor;
            ScheduledExecutorService timer = scheduler == null ? threads.scheduler() : scheduler;
            return Engine.create(
                    store == null ? new InMemoryDocumentStore() : store,
                    seeder,
                    bus,
                    updateFilter == null ? null : checkOf(updateFilter),
                    executor == null ? threads.rooms() : executor,
                    blocking,
                    timer,
                    clock,
                    options,
                    limits,
                    SideEffects.create(listener, contentHook, contentOptions, options, blocking, timer),
                    workspaces);
        }

        private static UpdateCheck checkOf(UpdateFilter filter) {
            return (room, session, update, changes, document) ->
                    filter.judge(new ProposedUpdate(room, session, update, changes, document));
        }
    }
}
