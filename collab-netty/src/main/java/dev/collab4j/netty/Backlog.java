package dev.collab4j.netty;

import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import java.util.concurrent.atomic.AtomicLongFieldUpdater;

/**
 * The bytes that a connection has accepted and the kernel has not yet, and whether it is good to send more. Lock-free:
 * senders add from any thread, the loop removes.
 */
final class Backlog {

    private static final AtomicLongFieldUpdater<Backlog> BYTES =
            AtomicLongFieldUpdater.newUpdater(Backlog.class, "bytes");
    private static final AtomicIntegerFieldUpdater<Backlog> FULL =
            AtomicIntegerFieldUpdater.newUpdater(Backlog.class, "full");

    private final int low;
    private final int high;
    private final Runnable onDrained;
    private volatile long bytes;
    private volatile int full;
    private long taken;

    /** {@code onDrained} runs once for each time that the bytes rose above high and came back to low. */
    Backlog(int low, int high, Runnable onDrained) {
        this.low = low;
        this.high = high;
        this.onDrained = onDrained;
    }

    long bytes() {
        return bytes;
    }

    boolean isFull() {
        return full != 0;
    }

    void add(int more) {
        boolean above = BYTES.addAndGet(this, more) > high;
        if (above && FULL.compareAndSet(this, 0, 1)) {
            checkDrained(); // the loop may have drained it all before it could see that this is full
        }
    }

    /** How many bytes have left so far; for the loop. */
    long taken() {
        return taken;
    }

    void remove(int gone) {
        taken += gone;
        BYTES.addAndGet(this, -gone);
        checkDrained();
    }

    private void checkDrained() {
        if (full != 0 && bytes <= low && FULL.compareAndSet(this, 1, 0)) {
            onDrained.run();
        }
    }
}
