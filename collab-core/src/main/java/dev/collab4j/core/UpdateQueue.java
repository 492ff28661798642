package dev.collab4j.core;

import dev.collab4j.core.internal.commit.ErrorSink;
import dev.collab4j.core.internal.event.ListenerList;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Updates on their way to listeners: filled under the lock of the document, so in the order of the transactions,
 * emptied outside it by one thread at a time.
 */
final class UpdateQueue {
    final ListenerList<UpdateListener> listeners = new ListenerList<>();
    private final Queue<UpdateEvent> events = new ConcurrentLinkedQueue<>();

    /** How many calls of {@link #deliver} the delivering thread has to answer for; 0 if there is none. */
    private final AtomicInteger calls = new AtomicInteger();

    void add(UpdateEvent event) {
        events.add(event);
    }

    /** Delivers all that is queued, unless another thread, or this one further up, is delivering: it goes on then. */
    void deliver(ErrorSink errors) {
        if (events.isEmpty() || calls.getAndIncrement() != 0) {
            return;
        }
        int answered = 1;
        while (answered != 0) {
            for (UpdateEvent event = events.poll(); event != null; event = events.poll()) {
                deliver(event, errors);
            }
            answered = calls.addAndGet(-answered);
        }
    }

    private void deliver(UpdateEvent event, ErrorSink errors) {
        listeners.forEach(listener -> errors.run(() -> listener.onUpdate(event)));
    }
}
