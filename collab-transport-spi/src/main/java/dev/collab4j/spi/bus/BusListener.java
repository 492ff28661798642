package dev.collab4j.spi.bus;

import java.nio.ByteBuffer;

/** What a subscription tells. <b>B7</b> Calls for one channel are serial; they return quickly and don't block. */
public interface BusListener {

    /** The subscription stands: what is published from now on arrives, as long as the bus is healthy (B3). */
    void onSubscribed();

    /**
     * A message. <b>B1</b> It may come twice, late, out of order, or never. <b>B6</b> It may be the listener's own.
     *
     * @param payload the bytes from position to limit, not null; valid only during the call
     */
    void onMessage(ByteBuffer payload);

    /**
     * Messages may be missing.
     *
     * <p><b>B4</b> Called after a subscription that was or may have been interrupted (reconnect, fail-over, move,
     * overflow, server-side kill) works again. A bus finds a silent loss within 10 s by a message to itself.
     *
     * @param reason what happened, not null
     */
    void onGap(GapReason reason);
}
