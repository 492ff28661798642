package dev.collab4j.spi.bus;

/** A subscription to one channel. Thread-safe. */
public interface BusSubscription extends AutoCloseable {

    /**
     * Ends the subscription. Idempotent.
     *
     * <p><b>B5</b> After it has returned there is no callback, except to a callback that itself calls it. Closing one
     * and subscribing another to the same channel ends subscribed, in any interleaving.
     */
    @Override
    void close();
}
