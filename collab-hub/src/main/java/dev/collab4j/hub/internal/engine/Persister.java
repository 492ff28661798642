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
    /** What an update takes in memory besides its bytes, roughly. */
    private static final int OVERHEAD_BYTES = 200;

    private static final Logger LOG = LoggerFactory.getLogger(Persister.class);

    private final Engine engine;
    private final String document;
    private final long generation;
    private final SerialExecutor room;
    private final Listener listener;
    private final Deque<StoredUpdate> queue = new ArrayDeque<>();
    private final Deque<Waiter> waiters = new ArrayDeque<>();
    private final Backoff backoff;
    private final Unsaved.Share unsaved;
    private List<StoredUpdate> inFlight = List.of();
    /** How long the oldest of what waits, and of what is in flight, has to wait. */
    private Operation oldest = Operation.UNWATCHED;

    private Operation oldestInFlight = Operation.UNWATCHED;
    private @Nullable StateVector afterFlight;
    private StateVector durableState;
    private long enqueued;
    private long durable;
    private @Nullable Refusal full;
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
        this.unsaved = engine.unsaved().share(engine.workspaces().workspaceOf(document));
    }

    /** Everything that was accepted is durable. */
    boolean isClean() {
        return durable == enqueued;
    }

    /** No further update may be accepted: there was no room for one, and too much still waits. */
    boolean isFull() {
        return refusal() != null;
    }

    /** The limit for which no further update may be accepted, null if one may. */
    @Nullable
    Refusal refusal() {
        full = full == null ? unsaved.reached() : full;
        count(full);
        return full;
    }

    /** Makes sure that there is room for an update before anything is done with it; false if there isn't. */
    boolean reserve(Update update) {
        Refusal limit = unsaved.reserve(weight(update));
        full = limit == null ? full : limit;
        count(limit);
        return limit == null;
    }

    private void count(@Nullable Refusal limit) {
        if (limit != null) {
            engine.tally().refused(limit);
        }
    }

    /** The update is in the queue now, or isn't going to be. */
    void release(Update update) {
        unsaved.add(-weight(update));
    }

    private static long weight(Update update) {
        return (long) update.toV1().length + OVERHEAD_BYTES;
    }

    private static long weight(List<StoredUpdate> updates) {
        long sum = 0;
        for (StoredUpdate update : updates) {
            sum += weight(update);
        }
        return sum;
    }

    private static long weight(StoredUpdate update) {
        return (long) update.bytes().length + OVERHEAD_BYTES;
    }

    /** Counts an update that somebody keeps until all that is enqueued so far is durable. */
    void keep(Update update) {
        if (!isClean()) {
            unsaved.add(weight(update));
            whenDurable(() -> unsaved.add(-weight(update)));
        }
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
        if (queue.isEmpty()) {
            oldest = watchOldest();
        }
        StoredUpdate queued = StoredUpdate.of(document, generation, engine.nextId(), payload, author, session, now);
        queue.add(queued);
        unsaved.add(weight(queued));
        enqueued++;
    }

    private Operation watchOldest() {
        return engine.watch().begin(Step.ACKNOWLEDGEMENT, document);
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
            oldestInFlight = oldest;
            oldest = queue.isEmpty() ? Operation.UNWATCHED : watchOldest();
            afterFlight = null;
            append();
            if (!inFlight.isEmpty() && queue.isEmpty()) {
                afterFlight = listener.stateVector();
            }
        }
    }

    /** The room lets its document go, all of which is durable: what comes now goes nowhere. */
    void close() {
        stopped = true;
        unsaved.close();
    }

    /** Gives up: the document is gone, or can't be stored. */
    void stop(StorageException why) {
        stopped = true;
        queue.clear();
        inFlight = List.of();
        unsaved.close();
        durable = enqueued;
        List<Waiter> lost = List.copyOf(waiters);
        waiters.clear();
        lost.forEach(waiter -> guarded(() -> waiter.lost.accept(why)));
    }

    private List<StoredUpdate> takeBatch() {
        if (queue.size() == 1) {
            return List.of(queue.remove());
        }
        List<StoredUpdate> batch = new ArrayList<>();
        while (batch.size() < MAX_BATCH && !queue.isEmpty()) {
            batch.add(queue.remove());
        }
        return List.copyOf(batch);
    }

    private void append() {
        List<StoredUpdate> batch = inFlight;
        engine.store().append(batch, room::executeBrief, () -> stored(batch), this::failed);
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
        unsaved.add(-weight(updates));
        durableState = afterFlight == null ? durableState : afterFlight;
        while (!waiters.isEmpty() && waiters.element().until <= durable) {
            guarded(waiters.remove().task);
        }
        oldestInFlight.end(Outcome.SUCCESS, null);
        oldestInFlight = Operation.UNWATCHED;
    }

    /** One that fails must not keep the others, or the next batch, from going on. */
    private void guarded(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException e) {
            LogContext.in(document, () -> LOG.error("What waited for a durable update failed", e));
        }
    }

    /** Tells the room if there is space again; now and then, as other rooms may have made it. */
    void reportRoom() {
        if (full != null && unsaved.isHalfEmpty()) {
            full = null;
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
            String text = "{} updates could not be stored, next attempt in {}";
            LogContext.in(document, () -> LOG.warn(text, inFlight.size(), delay, why));
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
