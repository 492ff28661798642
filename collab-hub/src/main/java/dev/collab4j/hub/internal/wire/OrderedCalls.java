package dev.collab4j.hub.internal.wire;

import dev.collab4j.hub.internal.engine.PermitExecutor;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Calls of the host's code for one client: one at a time, in order, on threads that may block. Thread-safe. */
final class OrderedCalls {

    private final PermitExecutor executor;
    private final Consumer<Throwable> failed;
    private final ReentrantLock lock = new ReentrantLock();
    private final Deque<Callable<?>> waiting = new ArrayDeque<>();
    private boolean running;

    OrderedCalls(PermitExecutor executor, Consumer<Throwable> failed) {
        this.executor = executor;
        this.failed = failed;
    }

    void add(Callable<?> call) {
        lock.lock();
        try {
            waiting.add(call);
            if (running) {
                return;
            }
            running = true;
        } finally {
            lock.unlock();
        }
        runNext();
    }

    private void runNext() {
        Callable<?> call = next();
        if (call != null) {
            executor.call(call, Runnable::run, done -> runNext(), this::failedAndNext);
        }
    }

    private @Nullable Callable<?> next() {
        lock.lock();
        try {
            Callable<?> call = waiting.poll();
            running = call != null;
            return call;
        } finally {
            lock.unlock();
        }
    }

    private void failedAndNext(Throwable why) {
        failed.accept(why);
        runNext();
    }
}
