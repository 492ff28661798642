package dev.collab4j.spi.transport;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** One task that waits for its time, on the timer that the JDK has for futures. Thread-safe. */
@SuppressWarnings("FutureReturnValueIgnored") // a cancelled stage has nothing to tell
final class Alarm {

    private static final CompletableFuture<Void> OFF = CompletableFuture.completedFuture(null);

    private final Executor executor;
    private final AtomicReference<@Nullable CompletableFuture<Void>> waiting = new AtomicReference<>();

    Alarm(Executor executor) {
        this.executor = executor;
    }

    /** Replaces the task that waits; does nothing once it is {@link #off}. */
    void set(Duration delay, Runnable task) {
        CompletableFuture<Void> next = new CompletableFuture<>();
        next.thenRunAsync(task, executor);
        if (exchange(next)) {
            next.completeOnTimeout(null, delay.toNanos(), TimeUnit.NANOSECONDS);
        }
    }

    void off() {
        exchange(OFF);
    }

    private boolean exchange(CompletableFuture<Void> next) {
        CompletableFuture<Void> last = waiting.getAndUpdate(now -> now == OFF ? OFF : next);
        if (last != null) {
            last.cancel(false); // takes it off the timer, too
        }
        return last != OFF;
    }
}
