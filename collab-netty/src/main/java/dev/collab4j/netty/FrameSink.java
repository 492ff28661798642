package dev.collab4j.netty;

import java.nio.ByteBuffer;

/** Takes what a {@link FrameReader} finds, on the connection's loop. Buffers are valid only during the call. */
interface FrameSink {

    /** A whole binary message. */
    void onMessage(ByteBuffer message);

    /** Whether messages are held back for now, and larger ones may be allowed before they are not. */
    boolean isPaused();

    void onPing(ByteBuffer payload);

    /** The peer's close frame; the code is 0 if there was none. Nothing follows. */
    void onPeerClose(int code, String reason);
}
