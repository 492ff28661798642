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

    /** Delivers all that is queued, unless another thread, or this one further up, is delivering: it goes on then. */
    void deliver(ErrorSink errors) {
        if (queue.isEmpty() || calls.getAndIncrement() != 0) {
            return;
        }
        int answered = 1;
        while (answered != 0) {
            for (Delivery next = queue.poll(); next != null; next = queue.poll()) {
                next.deliver(errors);
            }
            answered = calls.addAndGet(-answered);
        }
    }
}
