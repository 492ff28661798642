package dev.collab4j.hub.internal.engine;

import dev.collab4j.hub.HubEvent;
import dev.collab4j.hub.HubListener;
import dev.collab4j.spi.storage.StoredUpdate;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Events of some rooms: a bounded queue that one thread at a time works off, in order. What comes while it is full is
 * counted, and told as gaps when the queue is empty, which is the place where it is missing. Thread-safe.
 */
final class EventLane {

    /** More rooms that miss something aren't told apart. */
    static final int MAX_GAPS = 1_000;

    private static final Logger LOG = LoggerFactory.getLogger(EventLane.class);

    private final HubListener listener;
    private final int maxUpdates;
    private final long maxBytes;
    private final Executor executor;
    private final ReentrantLock lock = new ReentrantLock();
    private final Deque<StoredUpdate> queue = new ArrayDeque<>();
    private final Map<String, Long> missed = new LinkedHashMap<>();
    private long missedElsewhere;
    /** What was missed before the queue, to be told first. */
    private final Deque<HubEvent.Gap> gaps = new ArrayDeque<>();

    private long bytes;
    private boolean running;
    private boolean closed;
    private boolean hasFailed;

    EventLane(HubListener listener, int maxUpdates, long maxBytes, Executor executor) {
        this.listener = listener;
        this.maxUpdates = maxUpdates;
        this.maxBytes = maxBytes;
        this.executor = executor;
    }

    /** Takes what is durable, and gives how many updates it has no place for. Returns at once. */
    int add(List<StoredUpdate> updates) {
        int missedNow = locked(
                () -> (int) updates.stream().filter(update -> !isKept(update)).count());
        resume();
        return missedNow;
    }

    private boolean isKept(StoredUpdate update) {
        int size = update.bytes().length;
        boolean fits = queue.isEmpty() || (queue.size() < maxUpdates && bytes + size <= maxBytes);
        if (hasMissed() || !fits) {
            miss(update.document());
            return false;
        }
        bytes += size;
        return queue.add(update);
    }

    private boolean hasMissed() {
        return !missed.isEmpty(); // those elsewhere come after so many others
    }

    private void miss(String room) {
        if (missed.size() < MAX_GAPS || missed.containsKey(room)) {
            missed.merge(room, 1L, Long::sum);
        } else {
            missedElsewhere++;
        }
    }

    /** Begins to work the queue off, unless somebody is at it; also again, what the executor had not taken. */
    void resume() {
        if (locked(this::begins)) {
            start();
        }
    }

    private boolean begins() {
        boolean begins = !running && hasNext();
        running |= begins;
        return begins;
    }

    private boolean hasNext() {
        return !closed && !isEmpty();
    }

    private boolean isEmpty() {
        return queue.isEmpty() && gaps.isEmpty() && !hasMissed();
    }

    private void start() {
        try {
            executor.execute(this::workOff);
        } catch (RejectedExecutionException | OutOfMemoryError e) {
            LOG.debug("The events of a lane wait: the executor doesn't take them", e);
            end();
        }
    }

    private void end() {
        lock.lock();
        try {
            running = false;
        } finally {
            lock.unlock();
        }
    }

    private void workOff() {
        Callable<HubEvent> next = locked(this::next);
        while (next != null) {
            next = isTold(next) ? locked(this::next) : null;
        }
    }

    /** Null if this was all. */
    private @Nullable Callable<HubEvent> next() {
        running = hasNext();
        if (!running) {
            return null;
        }
        if (queue.isEmpty() && gaps.isEmpty()) {
            moveGaps();
        }
        return gaps.isEmpty() ? nextUpdate() : constant(gaps.remove());
    }

    private void moveGaps() {
        missed.forEach((room, count) -> gaps.add(new HubEvent.Gap(room, count)));
        if (missedElsewhere > 0) {
            gaps.add(new HubEvent.Gap(null, missedElsewhere));
        }
        missed.clear();
        missedElsewhere = 0;
    }

    private static Callable<HubEvent> constant(HubEvent event) {
        return () -> event;
    }

    private Callable<HubEvent> nextUpdate() {
        StoredUpdate update = queue.remove();
        bytes -= update.bytes().length;
        return () -> event(update);
    }

    private static HubEvent event(StoredUpdate update) {
        return new HubEvent.Stored(
                update.document(),
                update.id(),
                update.author(),
                update.session(),
                update.at(),
                Payload.read(update.bytes(), update.document()));
    }

    /** False if the thread is to do nothing more. */
    private boolean isTold(Callable<HubEvent> event) {
        try {
            HubEvent next = event.call();
            hasFailed = !LogContext.call(next.room(), () -> isHeard(next));
        } catch (InterruptedException e) {
            LOG.debug("The listener of events was interrupted", e);
            Thread.currentThread().interrupt();
            end();
            return false;
        } catch (Throwable e) {
            log(e);
        }
        return true;
    }

    private boolean isHeard(HubEvent event) throws Exception {
        listener.onEvent(event);
        return true;
    }

    /** One that always fails would do so at every key that somebody presses. */
    private void log(Throwable failure) {
        if (hasFailed) {
            LOG.debug("The listener of events failed again", failure);
        } else {
            LOG.error("The listener of events failed; until it works again more are logged at DEBUG", failure);
        }
        hasFailed = true;
    }

    /** Whether everything was told. */
    boolean isDone() {
        return locked(() -> isEmpty() && !running);
    }

    /** Tells nothing more; gives how many updates are left. */
    long close() {
        return locked(() -> {
            closed = true;
            return queue.size() + missedElsewhere + countMissed();
        });
    }

    private long countMissed() {
        Stream<Long> told = gaps.stream().map(HubEvent.Gap::missed);
        return Stream.concat(told, missed.values().stream())
                .mapToLong(Long::longValue)
                .sum();
    }

    private <T extends @Nullable Object> T locked(Supplier<T> body) {
        lock.lock();
        try {
            return body.get();
        } finally {
            lock.unlock();
        }
    }
}
