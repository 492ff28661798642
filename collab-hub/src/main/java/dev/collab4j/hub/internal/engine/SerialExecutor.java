package dev.collab4j.hub.internal.engine;

import dev.collab4j.hub.internal.jfr.TurnEvent;
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
 * {@link #MAX_TASKS} tasks or {@link #MAX_NANOS} (more when the hub doesn't keep up), ends with the room's end of turn, and
 * goes to the tail of the executor if tasks are left. The room is queued at most once, and a task that throws stops
 * neither the turn nor the room.
 *
 * <p>Brief tasks run on the loop that brought them, which saves the change of threads that would cost more than the task.
 * A turn there ends before a task that isn't brief.
 */
final class SerialExecutor implements Executor {

    /** What a room does at the end of each turn. */
    @FunctionalInterface
    interface EndOfTurn {

        /** The turn has done so many tasks; the event is to be ended. */
        void run(int tasks, TurnEvent event);
    }

    static final int MAX_TASKS = 64;
    static final long MAX_NANOS = 1_000_000;

    private static final ThreadLocal<@Nullable SerialExecutor> CURRENT = new ThreadLocal<>();

    private final Executor executor;
    private final EndOfTurn endOfTurn;
    private final Consumer<Throwable> onFailure;
    private final Supplier<Operation> watch;
    private final Overload overload;
    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean queued = new AtomicBoolean();
    /** Where brief tasks run: the loop of the last one that came from a loop. */
    private volatile @Nullable Executor loop;
    /** Whether what is said to be brief is. */
    private volatile boolean usesLoop;

    /** Of the turn that is queued or runs. */
    private Operation operation = Operation.UNWATCHED;

    private long since;

    /** A mailbox; {@code watch} begins what is told of the end of each turn, and must not throw. */
    SerialExecutor(
            Executor executor,
            EndOfTurn endOfTurn,
            Consumer<Throwable> onFailure,
            Supplier<Operation> watch,
            Overload overload) {
        this.executor = executor;
        this.endOfTurn = endOfTurn;
        this.onFailure = onFailure;
        this.watch = watch;
        this.overload = overload;
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
        add(new Lengthy(task));
    }

    /** As {@link #execute}, for a task that neither takes long in a small room nor runs code of the application. */
    void executeBrief(Runnable task) {
        add(usesLoop ? task : new Lengthy(task));
    }

    /** As {@link #executeBrief(Runnable)}, of a message that this loop brought. */
    void executeBrief(Executor from, Runnable task) {
        if (loop != from) {
            loop = from;
        }
        executeBrief(task);
    }

    /** Whether the room is so small that brief tasks don't take long. */
    void useLoop(boolean isSmall) {
        if (usesLoop != isSmall) {
            usesLoop = isSmall;
        }
    }

    private void add(Runnable task) {
        tasks.add(task);
        queue();
    }

    private void queue() {
        if (!queued.compareAndSet(false, true)) {
            return;
        }
        operation = watch.get();
        since = System.nanoTime();
        if (isLengthyNext() || !isQueuedOnLoop()) {
            queueOnExecutor();
        }
    }

    private boolean isLengthyNext() {
        return tasks.peek() instanceof Lengthy;
    }

    /** False without a loop, or if it has shut down. */
    private boolean isQueuedOnLoop() {
        Executor on = loop;
        try {
            if (on != null) {
                on.execute(this::turnOnLoop);
            }
            return on != null;
        } catch (RejectedExecutionException e) {
            loop = null;
            return false;
        }
    }

    private void queueOnExecutor() {
        try {
            executor.execute(this::turn);
        } catch (RejectedExecutionException e) {
            queued.set(false);
            throw e;
        }
    }

    private void turn() {
        turn(false);
    }

    private void turnOnLoop() {
        turn(true);
    }

    private void turn(boolean onLoop) {
        overload.roomWaited(System.nanoTime() - since);
        Operation watched = operation;
        SerialExecutor outer = CURRENT.get(); // an executor that runs in its caller nests turns of different rooms
        CURRENT.set(this);
        TurnEvent event = TurnEvent.begun();
        try {
            int done = runSome(onLoop);
            guarded(() -> endOfTurn.run(done, event));
        } finally {
            CURRENT.set(outer);
            queued.set(false);
            watched.end(Outcome.SUCCESS, null);
        }
        if (!tasks.isEmpty()) {
            guarded(this::queue);
        }
    }

    /** Gives how many it has run. */
    private int runSome(boolean onLoop) {
        int width = overload.turnWidth();
        long start = System.nanoTime();
        int done = 0;
        while (done < MAX_TASKS * width && !(onLoop && isLengthyNext())) {
            Runnable task = tasks.poll();
            if (task == null) {
                return done;
            }
            guarded(task);
            done++;
            if (System.nanoTime() - start > MAX_NANOS * width) {
                return done;
            }
        }
        return done;
    }

    private void guarded(Runnable task) {
        try {
            task.run();
        } catch (Throwable e) {
            onFailure.accept(e);
        }
    }

    /** A task that may take long, or runs code of the application. */
    private record Lengthy(Runnable task) implements Runnable {

        @Override
        public void run() {
            task.run();
        }
    }
}
