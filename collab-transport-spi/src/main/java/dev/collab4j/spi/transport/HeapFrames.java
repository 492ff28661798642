package dev.collab4j.spi.transport;

import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Frames on the heap, for a transport that has no memory of its own. References are counted although the garbage
 * collector would do without: so a leak shows in a test before it costs somebody direct memory. One for a transport.
 * Thread-safe.
 */
public final class HeapFrames implements FrameFactory {

    private final AtomicInteger open = new AtomicInteger();

    /** A factory without frames. */
    public HeapFrames() {}

    /**
     * How many bodies and frames are not freed.
     *
     * @return the count; 0 when everything that was made is closed and written
     */
    public int open() {
        return open.get();
    }

    @Override
    public SharedBody body(ByteBuffer bytes) {
        return new HeapBody(this, copy(bytes));
    }

    @Override
    public Frame frame(ByteBuffer head, SharedBody body) {
        if (body instanceof HeapBody mine && mine.isOf(this)) {
            return new HeapFrame(this, copy(head), mine);
        }
        throw new IllegalArgumentException("the body is of another factory");
    }

    /**
     * A frame of this factory, for the connection that sends it.
     *
     * @param frame a frame, not null
     * @return the same, not null
     * @throws IllegalArgumentException if it is of another factory
     */
    public HeapFrame own(Frame frame) {
        if (frame instanceof HeapFrame mine && mine.isOf(this)) {
            return mine;
        }
        throw new IllegalArgumentException("the frame is of another factory");
    }

    private static byte[] copy(ByteBuffer bytes) {
        byte[] copy = new byte[bytes.remaining()];
        bytes.duplicate().get(copy);
        return copy;
    }

    /** A new object with one reference. */
    References counted() {
        return new References(open);
    }
}
