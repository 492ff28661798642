package dev.collab4j.spi.transport;

import java.util.concurrent.Executor;

/**
 * The way out of one connection. The transport implements it. All methods are thread-safe, none of them blocks, and
 * none throws for reasons of the network. After the close all are harmless: {@link #send} returns false, the rest does
 * nothing.
 */
public interface Connection {

    /**
     * Queues one binary message; it leaves at the latest with the next {@link #flush}.
     *
     * <p><b>T3</b> From any thread, returns at once (under 1 ms with a peer that never reads), false iff the connection
     * is closed or closing. <b>T4</b> Sends of one thread keep their order and nothing interleaves inside a message.
     * <b>T7</b> The same frame may go to any number of connections of one {@link FrameFactory}. The connection holds a
     * reference of its own until the bytes are out: the caller keeps its own and closes it.
     *
     * <p>Nothing is refused for being too much: who sends looks at {@link #isWritable} and {@link #pendingBytes}.
     *
     * @param frame a frame of {@link #frames()}, not closed, not null
     * @return false iff closed or closing; then nothing was queued
     * @throws IllegalArgumentException if the frame is of another factory
     */
    boolean send(Frame frame);

    /** Writes out what was queued. */
    void flush();

    /**
     * The bytes that were accepted and are not yet given to the kernel.
     *
     * <p><b>T5</b> Counts every byte, shared bodies included; only goes down while nobody sends; 0 after the close.
     *
     * @return the bytes, not negative
     */
    long pendingBytes();

    /**
     * Whether {@link #pendingBytes} is below the high-water mark, or has come back below the low one since.
     *
     * @return true if it is good to send; false after the close
     */
    boolean isWritable();

    /**
     * Stops reading.
     *
     * <p><b>T10</b> After it at most one buffered read is delivered; pings are still answered.
     */
    void pauseReading();

    /** Reads on after {@link #pauseReading}; harmless when reading is not paused. */
    void resumeReading();

    /**
     * Sets how large messages may be from now on: a hub trusts clients with more once it knows them.
     *
     * <p><b>T12</b> As for {@link Acceptor#maxFrameBytes}, which it begins with. A message that is half read already is
     * judged by what held when its last frame began.
     *
     * @param bytes the limit, positive; no more than {@link Acceptor#maxFrameBytes} is taken
     */
    void maxFrameBytes(int bytes);

    /** Sends a WebSocket ping; a transport without pings does nothing. */
    void ping();

    /**
     * Closes the connection.
     *
     * <p><b>T9</b> Idempotent (the first code wins) and non-blocking. Frames sent before go out first, with a deadline
     * of 5 s for a peer that does not read, then the connection is cut. The code reaches the peer unchanged.
     *
     * @param code the code, {@link CloseCode#isSendable}, not null
     * @param why one line for the peer, cut to what a close frame holds (123 bytes of UTF-8), not null
     */
    void close(CloseCode code, String why);

    /**
     * The executor that runs this connection's I/O, one task at a time in order. Connections that share a loop return
     * the same object, so that a sender can group its work.
     *
     * @return the loop, not null, constant
     */
    Executor loop();

    /**
     * Whether short work that comes of this connection's messages may run on its {@link #loop}, which saves a change of
     * threads for each message. Only a loop on which nothing ever blocks is for that, and one that many connections share.
     *
     * @return false unless overridden, constant
     */
    default boolean lendsLoop() {
        return false;
    }

    /**
     * Makes the frames for this connection. Connections of one transport return the same object, so that a body is
     * encoded once for all of them.
     *
     * @return the factory, not null, constant
     */
    FrameFactory frames();
}
