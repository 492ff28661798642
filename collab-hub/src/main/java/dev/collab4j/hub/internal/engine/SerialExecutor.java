package dev.collab4j.hub.internal.engine;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The mailbox of a room: tasks run one at a time, in order, on an executor that many rooms share. A turn takes at most
 * {@link #MAX_TASKS} tasks or {@link #MAX_NANOS}, ends with the room's end of turn, and goes to the tail of the executor
 * if tasks are left. The room is queued at most once, and a task that throws stops neither the turn nor the room.
 */
final class SerialExecutor implements Executor {

    static final int MAX_TASKS = 64;
    static final long MAX_NANOS = 1_000_000;

    private static final ThreadLocal<@Nullable SerialExecutor> CURRENT = new ThreadLocal<>();

    private final Executor executor;
    private final Runnable endOfTurn;
    private final Consumer<Throwable> onFailure;
    private final Supplier<Operation> watch;
    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean queued = new AtomicBoolean();

    /** A mailbox; {@code watch} begins what is told of the end of each turn, and must not throw. */
    SerialExecutor(Executor executor, Runnable endOfTurn, Consumer<Throwable> onFailure, Supplier<Operation> watch) {
        this.executor = executor;
        this.endOfTurn = endOfTurn;
        this.onFailure = onFailure;
        this.watch = watch;
    }

    /** Whether the calling thread runs a task of some room: it must not wait for one. */
    static boolean isRoomThread() {
        return CURRENT.get() != null;
    }

    boolean isCurrent() {
        return CURRENT.get() == this;
    }

    /**
     * Adds a task, from any thread.
     *
     * @throws RejectedExecutionException if the executor takes nothing any more; the room stays usable
     */
    @Override
    public void execute(Runnable task) {
        tasks.add(task);
        queue();
    }

    private void queue() {
        if (!queued.compareAndSet(false, true)) {
            return;
        }
        try {
            Operation operation = watch.get();
            executor.execute(() -> turn(operation));
        } catch (RejectedExecutionException e) {
            queued.set(false);
            throw e;
        }
    }

    private void turn(Operation operation) {
        SerialExecutor outer = CURRENT.get(); // an executor that runs in its caller nests turns of different rooms
        CURRENT.set(this);
        try {
            runSome();
            guarded(endOfTurn);
        } finally {
            restore(outer);
            queued.set(false);
            operation.end(Outcome.SUCCESS, null);
        }
        if (!tasks.isEmpty()) {
            guarded(this::queue);
        }
    }

    private static void restore(@Nullable SerialExecutor outer) {
        if (outer == null) {
            CURRENT.remove();
        } else {
            CURRENT.set(outer);
        }
    }

    private void runSome() {
        long start = System.nanoTime();
        for (int i = 0; i < MAX_TASKS; i++) {
            Runnable task = tasks.poll();
            if (task == null) {
                return;
            }
            guarded(task);
            if (System.nanoTime() - start > MAX_NANOS) {
                return;
            }
        }
    }

    private void guarded(Runnable task) {
        try {
            task.run();
        } catch (Throwable e) {
            onFailure.accept(e);
        }
    }
}
