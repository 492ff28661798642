package dev.collab4j.spi.transport;

import java.nio.ByteBuffer;

/** Prepares outgoing messages in the memory that its transport writes best. Thread-safe. */
public interface FrameFactory {

    /**
     * Copies bytes that many frames have in common.
     *
     * @param bytes the bytes from position to limit, copied, position unchanged, not null
     * @return a body with one reference, the caller's; not null
     */
    SharedBody body(ByteBuffer bytes);

    /**
     * A message of a head of its own and a shared body.
     *
     * @param head the first bytes, maybe none, copied, position unchanged, not null
     * @param body a body of this factory, not closed, not null; the frame takes a reference of its own
     * @return a frame with one reference, the caller's; not null
     * @throws IllegalArgumentException if the body is of another factory
     * @throws IllegalStateException if the body is closed
     */
    Frame frame(ByteBuffer head, SharedBody body);

    /**
     * A message of its own bytes only.
     *
     * @param bytes the whole message, copied, position unchanged, not null
     * @return a frame with one reference, the caller's; not null
     */
    default Frame frame(ByteBuffer bytes) {
        try (SharedBody body = body(bytes)) {
            return frame(ByteBuffer.allocate(0), body);
        }
    }
}
