package dev.collab4j.spi.transport;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/** Counts who still uses something, from one reference on, its maker's. Thread-safe. */
final class References {

    private final AtomicInteger open;
    private final AtomicInteger references = new AtomicInteger(1);
    private final AtomicBoolean closed = new AtomicBoolean();

    /** {@code open} counts the objects that somebody uses. */
    References(AtomicInteger open) {
        this.open = open;
        open.incrementAndGet();
    }

    void retain() {
        if (references.getAndUpdate(n -> n == 0 ? 0 : n + 1) == 0) {
            throw new IllegalStateException("already freed");
        }
    }

    /** True if this was the last reference. */
    boolean release() {
        if (references.decrementAndGet() > 0) {
            return false;
        }
        open.decrementAndGet();
        return true;
    }

    /** Gives up the maker's reference, once; true if it was the last one. */
    boolean close() {
        return closed.compareAndSet(false, true) && release();
    }

    boolean isClosed() {
        return closed.get();
    }
}
