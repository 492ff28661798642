package dev.collab4j.hub.internal.engine;

import dev.collab4j.core.Update;
import dev.collab4j.hub.ContentHook;
import dev.collab4j.hub.ContentOptions;
import dev.collab4j.hub.HubOptions;
import dev.collab4j.hub.RoomContent;
import dev.collab4j.spi.storage.StorageException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The calls of the hook that gets the content of rooms. What is kept of a room that waits is its name and its authors: the
 * content is fetched, from the room or by loading it again, when there is a permit for the call, and the call is made when
 * all of that content is durable. So neither a hook nor a store that hangs fills the memory. Thread-safe.
 */
final class ContentCalls {

    private static final Logger LOG = LoggerFactory.getLogger(ContentCalls.class);

    private final ContentHook hook;
    private final ContentOptions options;
    private final HubOptions retries;
    private final Executor blocking;
    private final ScheduledExecutorService scheduler;
    private final ConcurrentMap<String, PendingContent> rooms = new ConcurrentHashMap<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final Deque<PendingContent> queue = new ArrayDeque<>();
    private int running;
    private volatile boolean hurried;
    private volatile boolean closed;
    private volatile boolean hasFailed;

    ContentCalls(
            ContentHook hook,
            ContentOptions options,
            HubOptions retries,
            Executor blocking,
            ScheduledExecutorService scheduler) {
        this.hook = hook;
        this.options = options;
        this.retries = retries;
        this.blocking = blocking;
        this.scheduler = scheduler;
    }

    // From rooms, on their turns

    /** Something was accepted, which is not durable yet. */
    void changed(String room, @Nullable String author, Consumer<Visit> entrance) {
        PendingContent pending = pendingOf(room, entrance);
        while (!pending.changed(author)) {
            rooms.remove(room, pending);
            pending = pendingOf(room, entrance);
        }
    }

    private PendingContent pendingOf(String room, Consumer<Visit> entrance) {
        return rooms.computeIfAbsent(room, name -> new PendingContent(name, entrance, options, new Backoff(retries)));
    }

    /** Some of what was accepted is durable, or lost. */
    void durable(String room) {
        PendingContent pending = rooms.get(room);
        if (pending != null && pending.durable(System.nanoTime())) {
            await(pending);
        }
    }

    /** Whether a room should not leave the memory. */
    boolean needsRoom(String room) {
        PendingContent pending = rooms.get(room);
        return pending != null && pending.needsRoom();
    }

    // When

    /** Not a timer for each change: the one that there is looks whether it was quiet meanwhile. */
    private void await(PendingContent pending) {
        Duration rest = hurried ? Duration.ZERO : pending.rest(System.nanoTime());
        if (rest.isZero() || rest.isNegative()) {
            callIf(pending.beginsCall(), pending);
        } else {
            later(rest, () -> awaitAgain(pending));
        }
    }

    private void awaitAgain(PendingContent pending) {
        if (pending.isWaiting()) {
            await(pending);
        }
    }

    /** Waits for nobody any more, but for those whose call has failed. */
    void hurry() {
        hurried = true;
        rooms.values().forEach(pending -> callIf(pending.beginsCall(), pending));
    }

    private void later(Duration delay, Runnable task) {
        try {
            Future<?> unused = scheduler.schedule(task, delay.toNanos(), TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException e) {
            LOG.debug("The content of a room waits for the close of the hub: the scheduler is shut down", e);
        }
    }

    // One after the other

    private void callIf(boolean begins, PendingContent pending) {
        if (begins && !closed && takesPermit(pending) && !isFetching(pending)) {
            passPermitOn();
        }
    }

    private boolean takesPermit(PendingContent pending) {
        lock.lock();
        try {
            boolean isFree = running < options.threads();
            running += isFree ? 1 : 0;
            return isFree || !queue.add(pending);
        } finally {
            lock.unlock();
        }
    }

    private void passPermitOn() {
        PendingContent next = nextOrGiveBack();
        while (next != null && !isFetching(next)) {
            next = nextOrGiveBack();
        }
    }

    private @Nullable PendingContent nextOrGiveBack() {
        lock.lock();
        try {
            PendingContent next = closed ? null : queue.poll();
            running -= next == null ? 1 : 0;
            return next;
        } finally {
            lock.unlock();
        }
    }

    // A call

    /** False if the rooms' executor takes nothing. */
    private boolean isFetching(PendingContent pending) {
        try {
            pending.entrance.accept(new Fetch(pending));
            return true;
        } catch (RejectedExecutionException e) {
            repeatLater(pending, Set.of(), e);
            return false;
        }
    }

    /** On the room's turn, or where the store's answer is. */
    private void fetched(PendingContent pending, Update state, Set<String> authors) {
        if (closed) {
            return;
        }
        try {
            blocking.execute(() -> call(pending, state, authors));
        } catch (RejectedExecutionException | OutOfMemoryError e) {
            failed(pending, authors, e);
        }
    }

    private void call(PendingContent pending, Update state, Set<String> authors) {
        Deadline deadline = new Deadline(Thread.currentThread());
        later(options.timeout(), deadline::pass);
        try {
            LogContext.call(pending.room, () -> handOver(pending.room, state, authors));
        } catch (Throwable e) {
            deadline.end();
            failed(pending, authors, e);
            return;
        }
        deadline.end();
        succeeded(pending);
    }

    private boolean handOver(String room, Update state, Set<String> authors) throws Exception {
        hook.onContent(RoomContent.of(room, state, authors, options));
        return true;
    }

    private void succeeded(PendingContent pending) {
        hasFailed = false;
        if (pending.succeeded()) {
            await(pending);
        }
        forgetIfGone(pending);
        passPermitOn();
    }

    private void failed(PendingContent pending, Set<String> authors, Throwable why) {
        repeatLater(pending, authors, why);
        passPermitOn();
    }

    private void repeatLater(PendingContent pending, Set<String> authors, Throwable why) {
        Duration delay = pending.failed(authors);
        if (!closed) {
            LogContext.in(pending.room, () -> log(delay, why));
            later(delay, () -> callIf(pending.beginsAgain(), pending));
        }
    }

    /** What it writes to may be down, for all rooms. */
    private void log(Duration delay, Throwable failure) {
        if (hasFailed) {
            LOG.debug("A content could not be handed over either, next attempt in {}", delay, failure);
        } else {
            String text =
                    "A content could not be handed over, next attempt in {}; more are logged at DEBUG until one is";
            LOG.warn(text, delay, failure);
        }
        hasFailed = true;
    }

    private void deleted(PendingContent pending) {
        pending.drop();
        forgetIfGone(pending);
        passPermitOn();
    }

    private void forgetIfGone(PendingContent pending) {
        if (pending.isGone()) {
            rooms.remove(pending.room, pending);
        }
    }

    // The end

    /** How many rooms have something to hand over. */
    int pending() {
        return rooms.size();
    }

    /** Calls nobody any more; gives the rooms whose content is left. */
    List<String> close() {
        closed = true;
        return List.copyOf(rooms.keySet());
    }

    /** Comes into the room for its content. */
    private final class Fetch implements Visit {

        private final PendingContent pending;
        private Set<String> authors = Set.of();

        private Fetch(PendingContent pending) {
            this.pending = pending;
        }

        @Override
        public void enter(RoomActor room) {
            authors = pending.take();
            try {
                room.stateWhenDurable(state -> fetched(pending, state, authors), this::lost);
            } catch (RuntimeException | Error e) { // it may be too large for the memory
                lost(e);
            }
        }

        private void lost(Throwable why) {
            ContentCalls.this.failed(pending, authors, why);
        }

        @Override
        public void failed(Throwable why) {
            if (why instanceof StorageException failure && failure.kind() == StorageException.Kind.REFUSED) {
                deleted(pending);
            } else {
                lost(why);
            }
        }
    }

    /** Interrupts a thread that takes too long over its call, and no other. */
    private static final class Deadline {

        private final Thread thread;
        private boolean passed;
        private boolean ended;

        private Deadline(Thread thread) {
            this.thread = thread;
        }

        private synchronized void pass() {
            if (!ended) {
                passed = true;
                thread.interrupt();
            }
        }

        /** On the thread, which goes back to its pool: an interrupt that came too late is nobody else's. */
        private synchronized void end() {
            ended = true;
            if (passed) {
                Thread.interrupted();
            }
        }
    }
}
