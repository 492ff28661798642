package dev.collab4j.hub.internal.engine;

import dev.collab4j.spi.transport.CloseCode;
import dev.collab4j.spi.transport.Connection;
import java.nio.ByteBuffer;

/** The client of a session: where it is, and what its protocol wants of a room. Thread-safe. */
public interface Client {

    /**
     * The way out.
     *
     * @return the connection, which other sessions may share
     */
    Connection connection();

    /**
     * What stands in front of each message.
     *
     * @return the bytes, none in y-websocket; position and limit are the caller's not to change
     */
    ByteBuffer address();

    /**
     * How it learns that an update is durable.
     *
     * @return true if it counts a SyncStatus for each of its updates; false if it looks for its content in what comes
     *     back
     */
    boolean countsAcknowledgements();

    /**
     * Sends it away from the room.
     *
     * @param code why, as a close code
     * @param why why, in a line
     */
    void close(CloseCode code, String why);

    /**
     * A message goes out to it.
     *
     * @param bytes its size
     */
    void sent(int bytes);

    /**
     * The message that has just gone out is for nobody else.
     *
     * @param bytes its size
     */
    void sentOwn(int bytes);

    /** Has it authenticated again: it is asked to, or closed so that it comes back. */
    void reauthenticate();
}
