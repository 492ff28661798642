package dev.collab4j.core;

import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** Listeners in the order of their registration; one that was taken off isn't called any more, even in a running round. */
final class Listeners<T> {
    private final List<Registration<T>> registrations = new CopyOnWriteArrayList<>();

    private static final class Registration<T> {
        private final T listener;
        private volatile boolean closed;

        private Registration(T listener) {
            this.listener = listener;
        }
    }

    Subscription add(T listener) {
        Registration<T> registration = new Registration<>(Objects.requireNonNull(listener, "listener"));
        registrations.add(registration);
        return () -> {
            registration.closed = true;
            registrations.remove(registration);
        };
    }

    boolean isEmpty() {
        return registrations.isEmpty();
    }

    /** Calls those registered when the round began. */
    void forEach(Consumer<T> call) {
        for (Registration<T> registration : registrations) {
            if (!registration.closed) {
                call.accept(registration.listener);
            }
        }
    }
}
