package dev.collab4j.hub.internal.engine;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.collab4j.hub.Workspaces;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Divides an executor between workspaces by the time that the turns of their rooms take. As long as threads are free a turn goes to
 * the executor as it comes; else it waits with those of its workspace, and the workspaces come one after the other, each for
 * {@link #QUANTUM_NANOS} (deficit round robin, Shreedhar and Varghese 1995, where what is to be divided is time and known afterwards).
 * Thread-safe.
 */
final class FairShare {

    static final long QUANTUM_NANOS = SerialExecutor.MAX_NANOS;
    /** What a workspace has used beyond its share is remembered up to here. */
    private static final long MAX_DEBT_NANOS = 50 * QUANTUM_NANOS;

    private static final Logger LOG = LoggerFactory.getLogger(FairShare.class);

    private final Executor executor;
    private final Workspaces workspaces;
    private final int permits;
    private final ReentrantLock lock = new ReentrantLock();
    /** A workspace is forgotten with the last of its rooms. */
    private final Cache<String, Lane> lanes = Caffeine.newBuilder().weakValues().build();

    private final Lane ofNone = new Lane();
    /** Those for which something waits, in their order. */
    private final Deque<Lane> busy = new ArrayDeque<>();

    private int running;

    /**
     * Nothing waits.
     *
     * @param executor runs the turns
     * @param workspaces whose room is whose
     * @param permits how many turns the executor has at a time: as many as keep its threads busy
     */
    FairShare(Executor executor, Workspaces workspaces, int permits) {
        this.executor = executor;
        this.workspaces = workspaces;
        this.permits = permits;
    }

    /** What runs the turns of a room. */
    Executor of(String room) {
        String workspace = workspaceOf(room);
        return workspace == null ? ofNone : lanes.get(workspace, name -> new Lane());
    }

    /** Who comes to a room of which that isn't known is told elsewhere. */
    private @Nullable String workspaceOf(String room) {
        try {
            return workspaces.workspaceOf(room);
        } catch (RuntimeException e) {
            LOG.debug("A room is of no workspace", e);
            return null;
        }
    }

    /** The turns of one workspace. */
    private final class Lane implements Executor {

        private final Deque<Runnable> waiting = new ArrayDeque<>();
        private long credit;

        @Override
        public void execute(Runnable turn) {
            if (startsNow(turn)) {
                try {
                    executor.execute(new Turn(this, turn));
                } catch (RejectedExecutionException e) {
                    over();
                    throw e;
                }
            }
        }

        private boolean startsNow(Runnable turn) {
            lock.lock();
            try {
                if (running < permits) {
                    running++;
                    return true;
                }
                if (waiting.isEmpty()) {
                    credit = credit < 0 ? credit : QUANTUM_NANOS;
                    busy.add(this);
                }
                waiting.add(turn);
                return false;
            } finally {
                lock.unlock();
            }
        }
    }

    private void over() {
        Turn next = next();
        if (next != null) {
            start(next);
        }
    }

    /** With an executor that takes nothing more, what waits has its turn here: nobody would hear of it otherwise. */
    private void start(Turn turn) {
        try {
            executor.execute(turn);
        } catch (RejectedExecutionException e) {
            LOG.debug("The rooms' executor has shut down while turns wait", e);
            turn.run();
        }
    }

    private @Nullable Turn next() {
        lock.lock();
        try {
            return takeNext();
        } finally {
            lock.unlock();
        }
    }

    /** Null if nothing waits: a thread is free then. */
    private @Nullable Turn takeNext() {
        for (Lane lane = busy.poll(); lane != null; lane = busy.poll()) {
            if (lane.credit > 0) {
                Turn turn = new Turn(lane, lane.waiting.remove());
                if (!lane.waiting.isEmpty()) {
                    busy.addFirst(lane); // until its time is over
                }
                return turn;
            }
            lane.credit += QUANTUM_NANOS;
            busy.addLast(lane);
        }
        running--;
        return null;
    }

    private void charge(Lane lane, long nanos) {
        lock.lock();
        try {
            lane.credit = Math.max(lane.credit - nanos, -MAX_DEBT_NANOS);
        } finally {
            lock.unlock();
        }
    }

    /** A turn that the executor has. */
    private final class Turn implements Runnable {

        private final Lane lane;
        private final Runnable body;

        private Turn(Lane lane, Runnable body) {
            this.lane = lane;
            this.body = body;
        }

        @Override
        public void run() {
            long start = System.nanoTime();
            try {
                body.run();
            } finally {
                charge(lane, System.nanoTime() - start);
                over();
            }
        }
    }
}
