package dev.collab4j.hub.internal.engine;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Callable;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs blocking calls on an executor, so many at a time; the others wait in order. A call that hangs keeps its permit:
 * at most so many threads of the host are ever stuck in one kind of call.
 */
public final class PermitExecutor {

    private static final Logger LOG = LoggerFactory.getLogger(PermitExecutor.class);

    private final Executor executor;
    private final int permits;
    private final ReentrantLock lock = new ReentrantLock();
    private final Deque<Call<?>> waiting = new ArrayDeque<>();
    private int running;

    /**
     * Calls of one kind.
     *
     * @param executor where they run
     * @param permits how many at a time
     */
    public PermitExecutor(Executor executor, int permits) {
        this.executor = executor;
        this.permits = permits;
    }

    /**
     * Runs a call.
     *
     * @param <T> its result
     * @param callable the call
     * @param reply where its outcome is handled
     * @param done takes the result
     * @param failed takes what it threw, or why it could not run
     */
    public <T extends @Nullable Object> void call(
            Callable<T> callable, Executor reply, Consumer<T> done, Consumer<Throwable> failed) {
        start(new Call<>(callable, reply, done, failed));
    }

    /**
     * How many calls run now.
     *
     * @return the number, at most the permits
     */
    public int running() {
        lock.lock();
        try {
            return running;
        } finally {
            lock.unlock();
        }
    }

    /**
     * How many calls wait for a permit.
     *
     * @return the number
     */
    public int waiting() {
        lock.lock();
        try {
            return waiting.size();
        } finally {
            lock.unlock();
        }
    }

    private void start(Call<?> call) {
        if (takePermitOrWait(call)) {
            submit(call);
        }
    }

    private boolean takePermitOrWait(Call<?> call) {
        lock.lock();
        try {
            if (running < permits) {
                running++;
                return true;
            }
            waiting.add(call);
            return false;
        } finally {
            lock.unlock();
        }
    }

    private void submit(Call<?> first) {
        Call<?> call = first;
        while (call != null && !isTaken(call)) {
            call = nextOrGiveBack();
        }
    }

    /** False if the executor does not take it, or there is no thread for it: then the call has failed. */
    private boolean isTaken(Call<?> call) {
        try {
            executor.execute(() -> runAndPassOn(call));
            return true;
        } catch (RuntimeException | OutOfMemoryError e) {
            call.fail(e);
            return false;
        }
    }

    private void runAndPassOn(Call<?> call) {
        try {
            call.run();
        } finally {
            Call<?> next = nextOrGiveBack();
            if (next != null) {
                submit(next);
            }
        }
    }

    private @Nullable Call<?> nextOrGiveBack() {
        lock.lock();
        try {
            Call<?> next = waiting.poll();
            if (next == null) {
                running--;
            }
            return next;
        } finally {
            lock.unlock();
        }
    }

    /** Tells an outcome, unless who waits for it has shut down. */
    static void reply(Executor to, Runnable outcome) {
        try {
            to.execute(outcome);
        } catch (RejectedExecutionException e) {
            LOG.debug("Nobody waits for the outcome any more: the rooms' executor has shut down", e);
        }
    }

    private record Call<T extends @Nullable Object>(
            Callable<T> callable, Executor reply, Consumer<T> done, Consumer<Throwable> failed) {

        private void run() {
            T result;
            try {
                result = callable.call();
            } catch (Throwable e) {
                if (e instanceof InterruptedException) {
                    Thread.currentThread().interrupt();
                }
                fail(e);
                return;
            }
            reply(() -> done.accept(result));
        }

        private void fail(Throwable why) {
            reply(() -> failed.accept(why));
        }

        private void reply(Runnable outcome) {
            PermitExecutor.reply(reply, outcome);
        }
    }
}
