package dev.collab4j.testkit;

import dev.collab4j.spi.transport.CloseCode;
import java.util.Objects;

/** The client's end of a connection of the {@link LoopbackTransport}. Thread-safe; does nothing after the end. */
public final class LoopbackPeer {

    private final LoopbackConnection connection;

    LoopbackPeer(LoopbackConnection connection) {
        this.connection = connection;
    }

    /**
     * Sends one message.
     *
     * @param message the bytes, copied, not null
     */
    public void send(byte[] message) {
        connection.receive(message.clone());
    }

    /**
     * Sends a text message, which is refused with {@link CloseCode#UNSUPPORTED_DATA}.
     *
     * @param message the text, not null
     */
    public void sendText(String message) {
        Objects.requireNonNull(message, "message");
        connection.receiveText();
    }

    /** Takes nothing more: what the server sends piles up, and its connection lags. */
    public void stopReading() {
        connection.peerReads(false);
    }

    /** Reads on. */
    public void resumeReading() {
        connection.peerReads(true);
    }

    /**
     * Closes with a close frame, after what was sent before.
     *
     * @param code the code, not null
     * @param why the reason, not null
     */
    public void close(CloseCode code, String why) {
        connection.peerCloses(code, why);
    }

    /** Ends without a close frame, as a network that breaks. */
    public void cut() {
        connection.peerCloses(CloseCode.ABNORMAL, "cut");
    }
}
