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

        /** The store refuses for good. */
        void refused(StorageException why);

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
    private List<StoredUpdate> inFlight = List.of();
    private @Nullable StateVector afterFlight;
    private StateVector durableState;
    private Duration retryDelay;
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
        this.retryDelay = engine.options().minRetryDelay();
    }

    /** Everything that was accepted is durable. */
    boolean isClean() {
        return durable == enqueued;
    }

    /** No further update may be accepted. */
    boolean isFull() {
        boolean full = unsavedBytes > engine.limits().maxUnsavedBytes();
        wasFull |= full;
        return full;
    }

    /** A state that the store is known to hold; maybe a little behind. */
    StateVector durableState() {
        return isClean() ? listener.stateVector() : durableState;
    }

    void enqueue(Update update, @Nullable String author, @Nullable String session) {
        Instant now = engine.clock().instant();
        byte[] payload = Payload.of(update);
        queue.add(StoredUpdate.of(document, generation, engine.nextId(), payload, author, session, now));
        unsavedBytes += payload.length;
        enqueued++;
    }

    /** Runs something once all that is enqueued so far is durable: at once if it is, never if it can't be. */
    void whenDurable(Runnable task) {
        whenDurable(task, () -> {});
    }

    /** As {@link #whenDurable(Runnable)}, with something else for when it can't be. */
    void whenDurable(Runnable task, Runnable lost) {
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

    /** Gives up: the document is gone. */
    void stop() {
        stopped = true;
        queue.clear();
        waiters.forEach(waiter -> waiter.lost.run());
        waiters.clear();
        inFlight = List.of();
        unsavedBytes = 0;
        durable = enqueued;
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
        engine.writes().call(() -> store(batch), room, this::stored, this::failed);
    }

    private List<StoredUpdate> store(List<StoredUpdate> batch) {
        engine.store().append(batch);
        return batch;
    }

    private void stored(List<StoredUpdate> batch) {
        if (stopped) {
            return;
        }
        inFlight = List.of();
        durable += batch.size();
        unsavedBytes -=
                batch.stream().mapToLong(update -> update.bytes().length).sum();
        durableState = afterFlight == null ? durableState : afterFlight;
        retryDelay = engine.options().minRetryDelay();
        releaseWaiters();
        listener.stored(batch);
        reportRoom();
    }

    private void releaseWaiters() {
        while (!waiters.isEmpty() && waiters.element().until <= durable) {
            waiters.remove().task.run();
        }
    }

    private void reportRoom() {
        if (wasFull && unsavedBytes <= engine.limits().maxUnsavedBytes() / 2) {
            wasFull = false;
            listener.hasRoomAgain();
        }
    }

    private void failed(Throwable why) {
        if (stopped) {
            return;
        }
        if (why instanceof StorageException refusal && refusal.kind() == Kind.REFUSED) {
            listener.refused(refusal);
            return;
        }
        LOG.warn("{} updates could not be stored, next attempt in {}", inFlight.size(), retryDelay, why);
        engine.later(retryDelay, () -> room.execute(this::retry));
        Duration doubled = retryDelay.multipliedBy(2);
        Duration longest = engine.options().maxRetryDelay();
        retryDelay = doubled.compareTo(longest) < 0 ? doubled : longest;
    }

    private void retry() {
        if (!stopped) {
            append();
        }
    }

    private record Waiter(long until, Runnable task, Runnable lost) {}
}
