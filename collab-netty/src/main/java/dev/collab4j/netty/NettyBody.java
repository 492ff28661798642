package dev.collab4j.netty;

import dev.collab4j.spi.transport.SharedBody;
import io.netty.buffer.ByteBuf;
import java.util.concurrent.atomic.AtomicBoolean;

/** One direct buffer: the frame header of a message without a head of its own, then the body. */
final class NettyBody implements SharedBody {

    private final NettyFrameFactory factory;
    private final ByteBuf framed;
    private final int headerBytes;
    private final AtomicBoolean closed = new AtomicBoolean();

    /** Takes over the caller's reference. */
    NettyBody(NettyFrameFactory factory, ByteBuf framed, int headerBytes) {
        this.factory = factory;
        this.framed = framed;
        this.headerBytes = headerBytes;
    }

    boolean isOf(NettyFrameFactory other) {
        return factory == other;
    }

    int headerBytes() {
        return headerBytes;
    }

    /** Header and body, one reference more. */
    ByteBuf retainFramed() {
        return checkOpen().retainedDuplicate();
    }

    /** The body alone, one reference more. */
    ByteBuf retainBare() {
        return checkOpen().retainedSlice(headerBytes, length());
    }

    private ByteBuf checkOpen() {
        if (closed.get()) {
            throw new IllegalStateException("the body is closed");
        }
        return framed;
    }

    @Override
    public int length() {
        return framed.writerIndex() - headerBytes;
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            framed.release();
        }
    }
}
