package dev.collab4j.testkit;

import dev.collab4j.spi.transport.Frame;
import dev.collab4j.spi.transport.FrameFactory;
import dev.collab4j.spi.transport.SharedBody;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/** Frames on the heap, counted as a transport with direct memory would, so that a leak shows in a test. */
final class LoopbackFrames implements FrameFactory {

    private final AtomicInteger open = new AtomicInteger();

    /** How many bodies and frames are not freed. */
    int open() {
        return open.get();
    }

    @Override
    public SharedBody body(ByteBuffer bytes) {
        return new Body(copy(bytes));
    }

    @Override
    public Frame frame(ByteBuffer head, SharedBody body) {
        if (!(body instanceof Body own) || own.factory() != this) {
            throw new IllegalArgumentException("a body of another factory");
        }
        own.counted.retain();
        return new Message(copy(head), own);
    }

    Message own(Frame frame) {
        if (!(frame instanceof Message own) || own.body.factory() != this) {
            throw new IllegalArgumentException("a frame of another factory");
        }
        return own;
    }

    private static byte[] copy(ByteBuffer bytes) {
        byte[] copy = new byte[bytes.remaining()];
        bytes.duplicate().get(copy);
        return copy;
    }

    /** References to something that is freed with the last of them. */
    private final class Counted {

        private final AtomicInteger references = new AtomicInteger(1);
        private final AtomicBoolean closed = new AtomicBoolean();

        private Counted() {
            open.incrementAndGet();
        }

        private void retain() {
            if (references.getAndUpdate(n -> n == 0 ? 0 : n + 1) == 0) {
                throw new IllegalStateException("already freed");
            }
        }

        /** True if this was the last reference. */
        private boolean release() {
            if (references.decrementAndGet() > 0) {
                return false;
            }
            open.decrementAndGet();
            return true;
        }

        private boolean close() {
            return closed.compareAndSet(false, true) && release();
        }
    }

    private final class Body implements SharedBody {

        private final byte[] bytes;
        private final Counted counted = new Counted();

        private Body(byte[] bytes) {
            this.bytes = bytes;
        }

        private LoopbackFrames factory() {
            return LoopbackFrames.this;
        }

        @Override
        public int length() {
            return bytes.length;
        }

        @Override
        public void close() {
            counted.close();
        }
    }

    /** A frame: its head, and the body that it shares. */
    final class Message implements Frame {

        private final byte[] head;
        private final Body body;
        private final Counted counted = new Counted();

        private Message(byte[] head, Body body) {
            this.head = head;
            this.body = body;
        }

        void retain() {
            counted.retain();
        }

        void release() {
            if (counted.release()) {
                body.counted.release();
            }
        }

        byte[] bytes() {
            byte[] all = new byte[length()];
            System.arraycopy(head, 0, all, 0, head.length);
            System.arraycopy(body.bytes, 0, all, head.length, body.bytes.length);
            return all;
        }

        @Override
        public int length() {
            return head.length + body.bytes.length;
        }

        @Override
        public void close() {
            if (counted.close()) {
                body.counted.release();
            }
        }
    }
}
