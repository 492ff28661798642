package dev.collab4j.spi.transport;

import org.jspecify.annotations.Nullable;

/**
 * What a transport serves under one route; the hub implements it, a transport calls it. Thread-safe: handshakes of
 * different connections come at the same time. None of its methods blocks, so a transport may call them on its loop.
 */
public interface Acceptor {

    /**
     * Decides on a handshake before the upgrade: the origin is checked here, once, and nowhere else (no origin is
     * accepted: clients that are no browser send none).
     *
     * @param handshake the request, not null
     * @return the HTTP status of a refusal, or the sub-protocol to answer with, not null
     */
    Admission admit(Handshake handshake);

    /**
     * Takes over a connection that stands.
     *
     * <p><b>T1</b> Called once a connection, before any frame. Frames that arrive while it runs are kept in order up to
     * a bound of the transport ({@code preAcceptBytes}), beyond it the connection is closed with 1009.
     *
     * @param connection the way out, not null; usable during the call
     * @param handshake the request that {@link #admit} accepted, not null
     * @return who listens to the connection; null = refused: the transport closes with 1008 unless the acceptor has
     *     closed with a code of its own, and calls no listener. An exception closes with 1011 (T11)
     */
    @Nullable
    ConnectionListener accept(Connection connection, Handshake handshake);

    /**
     * The largest message that is read. <b>T12</b> Checked before anything is allocated, a larger one closes with {@link #tooLarge}.
     *
     * @return the limit in bytes, positive, constant
     */
    int maxFrameBytes();

    /**
     * What a connection is closed with whose message is larger: the same message would come again by a client that takes
     * the code as transient.
     *
     * @return the code, constant, not null; 1009 unless the acceptor knows its clients better
     */
    default CloseCode tooLarge() {
        return CloseCode.TOO_BIG;
    }
}
