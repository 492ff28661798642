package dev.collab4j.spi.bus;

import dev.collab4j.spi.Health;
import java.nio.ByteBuffer;

/** Publish and subscribe by channel. Thread-safe. */
public interface MessageBus extends AutoCloseable {

    /**
     * Subscribes to a channel; returns at once, {@link BusListener#onSubscribed} follows.
     *
     * <p><b>B3</b> After {@code onSubscribed} every later publish of a healthy bus arrives; before it nothing is
     * promised. <b>B7</b> Callbacks of one channel are serial and cheap, a slow listener delays its channel only; what
     * overflows is dropped and reported by {@link BusListener#onGap}, there is no unbounded queue.
     *
     * @param channel the channel's name, not blank, at most 1,024 UTF-8 bytes, not null
     * @param listener who is called, not null
     * @return the subscription, not null
     * @throws IllegalStateException if the bus is closed
     */
    BusSubscription subscribe(String channel, BusListener listener);

    /**
     * Publishes a message.
     *
     * <p><b>B2</b> Never blocks and never throws for reasons of the network: a message that can't leave is lost.
     * <b>B6</b> The publisher's own subscription may get it too, so the payload says whose it is.
     *
     * @param channel the channel's name, not null
     * @param payload the bytes from position to limit, copied before the return, position unchanged, not null
     * @throws IllegalArgumentException if there are more than {@link #maxPayload} bytes
     */
    void publish(String channel, ByteBuffer payload);

    /**
     * The largest payload.
     *
     * @return the limit in bytes, positive, constant
     */
    int maxPayload();

    /**
     * Looks how the bus is doing. May block up to its timeout.
     *
     * @return the health, not null
     */
    Health check();

    /** Ends all subscriptions: no callback after the return. Idempotent; a publish afterwards is lost. */
    @Override
    void close();
}
