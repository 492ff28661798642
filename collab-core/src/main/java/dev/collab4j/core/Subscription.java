package dev.collab4j.core;

/**
 * A listener that has been registered; closing takes it off again.
 *
 * <p>May be closed from any thread, also from within the listener. A call that is already running finishes.
 */
@FunctionalInterface
public interface Subscription extends AutoCloseable {
    /** Takes the listener off. Closing again does nothing. */
    @Override
    void close();
}
