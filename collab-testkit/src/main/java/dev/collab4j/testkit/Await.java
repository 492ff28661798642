package dev.collab4j.testkit;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Waits for a condition that another thread brings about. */
final class Await {

    private static final long POLL_NANOS = 500_000;

    private Await() {}

    static void until(Duration within, Supplier<String> what, BooleanSupplier condition) {
        if (!holds(within, condition)) {
            throw new AssertionError("not within " + within + ": " + what.get());
        }
    }

    static boolean holds(Duration within, BooleanSupplier condition) {
        long deadline = System.nanoTime() + within.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - deadline > 0 || Thread.currentThread().isInterrupted()) {
                return false;
            }
            LockSupport.parkNanos(POLL_NANOS);
        }
        return true;
    }
}
