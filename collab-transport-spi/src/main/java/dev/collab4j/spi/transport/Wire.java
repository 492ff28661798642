package dev.collab4j.spi.transport;

import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;

/**
 * What a transport writes with, for {@link QueuedConnection}, which calls everything but {@link #cut} one at a time on
 * the transport's executor: these methods may block. What they throw ends the connection.
 */
public interface Wire {

    /**
     * Writes one message. The next call comes when this one is done.
     *
     * @param message the whole message, whose bytes are shared and must not be changed, not null
     * @return done when the bytes are given to the kernel: an already completed one if the write has blocked until then
     * @throws Exception if it can't be written
     */
    CompletableFuture<?> write(ByteBuffer message) throws Exception;

    /**
     * Sends a ping; a transport without pings does nothing, and sets {@link QueuedConnection.Builder#pingInterval} to zero.
     *
     * @throws Exception if it can't be written
     */
    default void ping() throws Exception {}

    /**
     * Answers a ping that {@link QueuedConnection#pinged} told of; never called otherwise.
     *
     * @param payload what the ping held, not null
     * @throws Exception if it can't be written
     */
    default void pong(ByteBuffer payload) throws Exception {}

    /**
     * Sends the close frame, after which nothing else is written.
     *
     * @param code the code, to be sent as it is, not null
     * @param why the reason, at most 123 bytes of UTF-8, not null
     * @throws Exception if it can't be written
     */
    void close(CloseCode code, String why) throws Exception;

    /**
     * Cuts the connection; called once, from any thread, also while a write blocks, which then fails. Does not block.
     *
     * @throws Exception if it can't be cut, which is all that is left to be said about it
     */
    void cut() throws Exception;
}
