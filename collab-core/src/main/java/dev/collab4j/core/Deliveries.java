package dev.collab4j.core;

import dev.collab4j.core.internal.commit.ErrorSink;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Events on their way to listeners: filled under the lock of the document, so in the order of the transactions,
 * emptied outside it by one thread at a time.
 */
final class Deliveries {
    /** Calls the listeners of one event, each within {@link ErrorSink#run}. */
    @FunctionalInterface
    interface Delivery {
        void deliver(ErrorSink errors);
    }

    private final Queue<Delivery> queue = new ConcurrentLinkedQueue<>();

    /** How many calls of {@link #deliver} the delivering thread has to answer for; 0 if there is none. */
    private final AtomicInteger calls = new AtomicInteger();

    void add(Delivery delivery) {
        queue.add(delivery);
    }

    boolean isEmpty() {
        return queue.isEmpty();
    }

    /**
     * Claims the right to deliver for an event that isn't queued; the caller holds the lock of the document, calls
     * {@link #deliverClaimed} without it, and has the event delivered before. False if others come first.
     */
    boolean claim() {
        return queue.isEmpty() && calls.compareAndSet(0, 1);
    }

    /** Delivers all that is queued, unless another thread, or this one further up, is delivering: it goes on then. */
    void deliver(ErrorSink errors) {
        if (!queue.isEmpty() && calls.getAndIncrement() == 0) {
            deliverClaimed(errors);
        }
    }

    /** Gives the right to deliver back if nothing is left to be done. */
    boolean releaseIfDone() {
        return queue.isEmpty() && calls.compareAndSet(1, 0);
    }

    /** Delivers all that is queued; the caller has the right to. */
    void deliverClaimed(ErrorSink errors) {
        int answered = 1;
        while (answered != 0) {
            for (Delivery next = queue.poll(); next != null; next = queue.poll()) {
                next.deliver(errors);
            }
            answered = calls.addAndGet(-answered);
        }
    }
}
