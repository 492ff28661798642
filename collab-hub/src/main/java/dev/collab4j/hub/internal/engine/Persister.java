package dev.collab4j.hub.internal.engine;

import dev.collab4j.core.StateVector;
import dev.collab4j.core.Update;
import dev.collab4j.spi.storage.StorageException;
import dev.collab4j.spi.storage.StorageException.Kind;
import dev.collab4j.spi.storage.StoredUpdate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The append queue of a room: raw accepted updates in order, one batch in flight, all or nothing. A batch that fails is
 * repeated with the same ids until the store has it; what comes meanwhile waits behind it. Lives on the room's turns.
 */
final class Persister {

    /** What a room has to do when the store has answered. */
    interface Listener {

        /** What the document holds now, queued updates included. */
        StateVector stateVector();

        /** A batch is durable; what waited for it has already run. */
        void stored(List<StoredUpdate> batch);

        /** The store refuses an update for good: nothing is sent until {@link Persister#storedWhole}. */
        void refused(Throwable why);

        /** A snapshot holds these in place of appends; what waited for them has already run. */
        void storedWhole(List<StoredUpdate> updates);

        /** The queue was full and has room again. */
        void hasRoomAgain();
    }

    private static final int MAX_BATCH = 1_000;
    private static final Logger LOG = LoggerFactory.getLogger(Persister.class);

    private final Engine engine;
    private final String document;
    private final long generation;
    private final SerialExecutor room;
    private final Listener listener;
    private final Deque<StoredUpdate> queue = new ArrayDeque<>();
    private final Deque<Waiter> waiters = new ArrayDeque<>();
    private final Backoff backoff;
    private List<StoredUpdate> inFlight = List.of();
    private @Nullable StateVector afterFlight;
    private StateVector durableState;
    private long unsavedBytes;
    private long enqueued;
    private long durable;
    private boolean wasFull;
    private boolean stopped;

    Persister(
            Engine engine,
            String document,
            long generation,
            StateVector durableState,
            SerialExecutor room,
            Listener listener) {
        this.engine = engine;
        this.document = document;
        this.generation = generation;
        this.durableState = durableState;
        this.room = room;
        this.listener = listener;
        this.backoff = new Backoff(engine.options());
    }

    /** Everything that was accepted is durable. */
    boolean isClean() {
        return durable == enqueued;
    }

    /** No further update may be accepted. */
    boolean isFull() {
        boolean full = !hasRoom(1);
        wasFull |= full;
        return full;
    }

    /** Whether a part of what may wait, of this room and of all, is enough for what waits. */
    private boolean hasRoom(int part) {
        return unsavedBytes <= engine.limits().maxUnsavedBytes() / part
                && engine.unsavedBytes().get() <= engine.limits().maxUnsavedBytesOfAllRooms() / part;
    }

    /** A state that the store is known to hold; maybe a little behind. */
    StateVector durableState() {
        return isClean() ? listener.stateVector() : durableState;
    }

    void enqueue(Update update, @Nullable String author, @Nullable String session) {
        if (stopped) {
            return; // somebody has kept the document of a room that is gone
        }
        Instant now = engine.clock().instant();
        byte[] payload = Payload.of(update);
        queue.add(StoredUpdate.of(document, generation, engine.nextId(), payload, author, session, now));
        addUnsaved(payload.length);
        enqueued++;
    }

    private void addUnsaved(long bytes) {
        unsavedBytes += bytes;
        engine.unsavedBytes().addAndGet(bytes);
    }

    /** Runs something once all that is enqueued so far is durable: at once if it is, never if it can't be. */
    void whenDurable(Runnable task) {
        whenDurable(task, why -> {});
    }

    /** As {@link #whenDurable(Runnable)}, with something else for when it can't be. */
    void whenDurable(Runnable task, Consumer<StorageException> lost) {
        if (isClean()) {
            task.run();
        } else {
            waiters.add(new Waiter(enqueued, task, lost));
        }
    }

    /** Sends a batch off, unless one is on its way; called at the end of each turn. */
    void flush() {
        if (inFlight.isEmpty() && !queue.isEmpty() && !stopped) {
            inFlight = takeBatch();
            afterFlight = queue.isEmpty() ? listener.stateVector() : null;
            append();
        }
    }

    /** Gives up: the document is gone, or can't be stored. */
    void stop(StorageException why) {
        stopped = true;
        queue.clear();
        inFlight = List.of();
        addUnsaved(-unsavedBytes);
        durable = enqueued;
        List<Waiter> lost = List.copyOf(waiters);
        waiters.clear();
        lost.forEach(waiter -> guarded(() -> waiter.lost.accept(why)));
    }

    private List<StoredUpdate> takeBatch() {
        List<StoredUpdate> batch = new ArrayList<>();
        while (batch.size() < MAX_BATCH && !queue.isEmpty()) {
            batch.add(queue.remove());
        }
        return List.copyOf(batch);
    }

    private void append() {
        List<StoredUpdate> batch = inFlight;
        engine.store().append(batch, room, () -> stored(batch), this::failed);
    }

    private void stored(List<StoredUpdate> batch) {
        if (stopped) {
            return;
        }
        backoff.reset();
        becameDurable(batch);
        listener.stored(batch);
        reportRoom();
    }

    /** How many updates were ever accepted; what {@link #storedWhole} takes. */
    long accepted() {
        return enqueued;
    }

    /** A snapshot of the whole document is in the store, in place of the updates up to that many. */
    void storedWhole(long accepted) {
        if (stopped) {
            return;
        }
        List<StoredUpdate> held = new ArrayList<>(inFlight);
        while (durable + held.size() < accepted) {
            held.add(queue.remove());
        }
        becameDurable(held);
        listener.storedWhole(held);
        reportRoom();
    }

    private void becameDurable(List<StoredUpdate> updates) {
        inFlight = List.of();
        durable += updates.size();
        addUnsaved(-updates.stream().mapToLong(update -> update.bytes().length).sum());
        durableState = afterFlight == null ? durableState : afterFlight;
        while (!waiters.isEmpty() && waiters.element().until <= durable) {
            guarded(waiters.remove().task);
        }
    }

    /** One that fails must not keep the others, or the next batch, from going on. */
    private static void guarded(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException e) {
            LOG.error("What waited for a durable update failed", e);
        }
    }

    /** Tells the room if there is space again; now and then, as other rooms may have made it. */
    void reportRoom() {
        if (wasFull && hasRoom(2)) {
            wasFull = false;
            listener.hasRoomAgain();
        }
    }

    private void failed(Throwable why) {
        if (stopped) {
            return;
        }
        if (isRefusal(why)) {
            listener.refused(why);
            return;
        }
        Duration delay = backoff.next();
        if (!StoreCalls.wasNotAsked(why)) {
            LOG.warn("{} updates could not be stored, next attempt in {}", inFlight.size(), delay, why);
        }
        engine.later(delay, () -> room.execute(this::retry));
    }

    /** A broken precondition would be broken the next time as well. */
    static boolean isRefusal(Throwable why) {
        return why instanceof IllegalArgumentException
                || (why instanceof StorageException failure && failure.kind() == Kind.REFUSED);
    }

    private void retry() {
        if (!stopped) {
            append();
        }
    }

    private record Waiter(long until, Runnable task, Consumer<StorageException> lost) {}
}
