package dev.collab4j.hub.internal.engine;

import dev.collab4j.spi.storage.StorageException;
import dev.collab4j.spi.storage.StoredUpdate;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Appends of many rooms in one call of the store: what waits while all lanes are busy goes together, all or nothing. If
 * the store refuses something, each room's updates are tried alone, so that one room doesn't stop others. A call that
 * hangs keeps its lane. Thread-safe.
 */
final class GroupCommit {

    /** Appends to the store; blocks. */
    interface Append {

        void append(List<StoredUpdate> batch) throws Exception;
    }

    private static final int MAX_UPDATES = 2_000;

    private final PermitExecutor executor;
    private final int lanes;
    private final Append store;
    private final ReentrantLock lock = new ReentrantLock();
    private final Deque<Request> waiting = new ArrayDeque<>();
    private int running;

    GroupCommit(PermitExecutor executor, int lanes, Append store) {
        this.executor = executor;
        this.lanes = lanes;
        this.store = store;
    }

    /** Appends the updates of one room; the outcome is told on {@code reply}. */
    void append(List<StoredUpdate> batch, Executor reply, Runnable done, Consumer<Throwable> failed) {
        if (add(new Request(batch, reply, done, failed))) {
            runLane();
        }
    }

    /** How many rooms wait for a lane. */
    int waiting() {
        lock.lock();
        try {
            return waiting.size();
        } finally {
            lock.unlock();
        }
    }

    private boolean add(Request request) {
        lock.lock();
        try {
            waiting.add(request);
            if (running == lanes) {
                return false;
            }
            running++;
            return true;
        } finally {
            lock.unlock();
        }
    }

    private void runLane() {
        List<Request> group = takeGroup();
        if (group != null) {
            executor.call(() -> append(group), Runnable::run, done -> runLane(), why -> laneFailed(group, why));
        }
    }

    /** Null if nothing waits: the lane is free again. */
    private @Nullable List<Request> takeGroup() {
        lock.lock();
        try {
            List<Request> group = new ArrayList<>();
            int updates = 0;
            while (!waiting.isEmpty() && (group.isEmpty() || updates + size(waiting.element()) <= MAX_UPDATES)) {
                Request next = waiting.remove();
                updates += size(next);
                group.add(next);
            }
            if (group.isEmpty()) {
                running--;
                return null;
            }
            return group;
        } finally {
            lock.unlock();
        }
    }

    private static int size(Request request) {
        return request.batch.size();
    }

    /** Tells each room how it went. */
    private boolean append(List<Request> group) {
        try {
            store.append(
                    group.stream().flatMap(request -> request.batch.stream()).toList());
            group.forEach(Request::succeed);
        } catch (Throwable e) {
            if (e instanceof InterruptedException) {
                Thread.currentThread().interrupt();
            }
            failed(group, e);
        }
        return true;
    }

    private void failed(List<Request> group, Throwable why) {
        if (group.size() > 1 && isOfOneDocument(why)) {
            group.forEach(request -> append(List.of(request)));
        } else {
            group.forEach(request -> request.fail(why));
        }
    }

    private static boolean isOfOneDocument(Throwable why) {
        return Persister.isRefusal(why)
                || (why instanceof StorageException failure && failure.kind() == StorageException.Kind.CORRUPT);
    }

    /** The executor takes nothing, or there is no thread for it. */
    private void laneFailed(List<Request> group, Throwable why) {
        group.forEach(request -> request.fail(why));
        runLane();
    }

    private record Request(List<StoredUpdate> batch, Executor reply, Runnable done, Consumer<Throwable> failed) {

        private void succeed() {
            PermitExecutor.reply(reply, done);
        }

        private void fail(Throwable why) {
            PermitExecutor.reply(reply, () -> failed.accept(why));
        }
    }
}
