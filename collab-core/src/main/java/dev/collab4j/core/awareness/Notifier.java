package dev.collab4j.core.awareness;

import dev.collab4j.core.Subscription;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/**
 * Tells listeners about changes outside the awareness's lock, so that two that are bound to each other can't deadlock;
 * one thread at a time, so that the order stays.
 */
final class Notifier {
    private record Event(List<AwarenessListener> listeners, AwarenessChange change) {}

    private final Queue<Event> queue = new ArrayDeque<>();
    private boolean draining;

    /** One subscription: the same listener may be added twice, and isn't called any more once it is closed. */
    private static final class Registration implements AwarenessListener, Subscription {
        private final AwarenessListener target;
        private final List<AwarenessListener> listeners;
        private volatile boolean closed;

        Registration(AwarenessListener target, List<AwarenessListener> listeners) {
            this.target = target;
            this.listeners = listeners;
        }

        @Override
        public void onAwareness(AwarenessChange change) {
            if (!closed) {
                target.onAwareness(change);
            }
        }

        @Override
        public void close() {
            closed = true;
            listeners.remove(this);
        }
    }

    static Subscription subscribe(List<AwarenessListener> listeners, AwarenessListener listener) {
        Registration registration = new Registration(Objects.requireNonNull(listener, "listener"), listeners);
        listeners.add(registration);
        return registration;
    }

    /**
     * Queues a change for those who listen now. Called under the awareness's lock: the order of the queue is that of the
     * changes.
     */
    synchronized void enqueue(CopyOnWriteArrayList<AwarenessListener> listeners, AwarenessChange change) {
        if (!listeners.isEmpty()) {
            queue.add(new Event(List.copyOf(listeners), change));
        }
    }

    /** Tells what is queued, unless another call does already. Exceptions of listeners come out at the end. */
    void drain() {
        if (!begin()) {
            return;
        }
        Failures failures = new Failures();
        for (Event event = next(); event != null; event = next()) {
            AwarenessChange change = event.change();
            for (AwarenessListener listener : event.listeners()) {
                failures.guard(() -> listener.onAwareness(change));
            }
        }
        failures.rethrow();
    }

    private synchronized boolean begin() {
        boolean first = !draining && !queue.isEmpty();
        draining |= first;
        return first;
    }

    private synchronized @Nullable Event next() {
        Event event = queue.poll();
        draining = event != null;
        return event;
    }

    /** The first exception, with later ones suppressed in it: one listener doesn't keep the others from being told. */
    private static final class Failures {
        private @Nullable Throwable first;

        void guard(Runnable call) {
            try {
                call.run();
            } catch (RuntimeException | Error e) {
                keep(e);
            }
        }

        private void keep(Throwable e) {
            if (first == null) {
                first = e;
            } else if (first != e) {
                first.addSuppressed(e);
            }
        }

        void rethrow() {
            if (first instanceof Error error) {
                throw error;
            }
            if (first instanceof RuntimeException exception) {
                throw exception;
            }
        }
    }
}
