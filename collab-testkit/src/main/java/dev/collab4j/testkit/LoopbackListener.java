package dev.collab4j.testkit;

import dev.collab4j.spi.transport.CloseCode;

/** What a client of the {@link LoopbackTransport} does with what comes; called on the transport's thread. */
public interface LoopbackListener {

    /**
     * A message from the server.
     *
     * @param message the bytes, the listener's own, not null
     */
    void onMessage(byte[] message);

    /**
     * The connection has ended; once, last.
     *
     * @param code the code of the close frame, {@link CloseCode#ABNORMAL} if there was none, not null
     * @param why the reason, maybe empty, not null
     */
    void onClosed(CloseCode code, String why);
}
