package dev.collab4j.spi.transport;

import java.nio.ByteBuffer;

/**
 * What comes out of a connection. The transport calls the methods of one listener one at a time, each with the memory
 * effects of the one before visible. They return quickly and never block, as they may run on the transport's loop.
 *
 * <p><b>T11</b> A listener that throws closes its own connection with 1011 and no other.
 */
public interface ConnectionListener {

    /**
     * One binary message.
     *
     * <p><b>T2</b> Calls of one connection are serial, in the order of the wire, whole messages only.
     *
     * @param frame the message from position to limit, not null; valid only during the call, so copy what is kept
     */
    void onFrame(ByteBuffer frame);

    /**
     * The connection has drained.
     *
     * <p><b>T6</b> Fires once for each time that the connection went above its high-water mark and came back below the
     * low one, and is not lost if the drain races a look at {@link Connection#isWritable}.
     */
    void onWritable();

    /**
     * The connection has ended.
     *
     * <p><b>T8</b> Exactly once, last, whatever ended it: the peer, us, an error, a timeout, the shutdown. A half-open
     * peer is found by ping within two intervals.
     *
     * @param code the code that the peer sent, or that we sent; {@link CloseCode#ABNORMAL} when there was no close
     *     frame, {@link CloseCode#NO_STATUS} when it had no code; not null
     * @param why one line for a log, maybe empty, not null
     */
    void onClosed(CloseCode code, String why);
}
