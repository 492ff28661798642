package dev.collab4j.spi.transport;

import java.nio.ByteBuffer;

/** A frame of {@link HeapFrames}: a head of its own and a body that it shares. Thread-safe. */
public final class HeapFrame implements Frame {

    private final HeapFrames factory;
    private final byte[] head;
    private final HeapBody body;
    private final References references;

    HeapFrame(HeapFrames factory, byte[] head, HeapBody body) {
        body.retain();
        this.factory = factory;
        this.head = head;
        this.body = body;
        this.references = factory.counted();
    }

    boolean isOf(HeapFrames other) {
        return factory == other;
    }

    /**
     * Takes a reference, as a connection does at {@link Connection#send}.
     *
     * @throws IllegalStateException if the frame is freed
     */
    public void retain() {
        references.retain();
    }

    /** Gives a reference back: the bytes are out, or the connection has ended. */
    public void release() {
        if (references.release()) {
            body.release();
        }
    }

    /**
     * The whole message.
     *
     * @return a new buffer at each call, over bytes that are shared and must not be changed (not read-only, as some
     *     containers write the array below it), not null
     */
    public ByteBuffer bytes() {
        if (head.length == 0) {
            return ByteBuffer.wrap(body.bytes());
        }
        return ByteBuffer.allocate(length()).put(head).put(body.bytes()).flip();
    }

    @Override
    public int length() {
        return head.length + body.length();
    }

    @Override
    public void close() {
        if (references.close()) {
            body.release();
        }
    }
}
