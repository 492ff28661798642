package dev.collab4j.netty;

import dev.collab4j.spi.transport.Frame;
import io.netty.buffer.ByteBuf;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** A message ready for the wire, in one part (header and body) or in two (header and own head, shared body). */
final class NettyFrame implements Frame {

    private final NettyFrameFactory factory;
    private final ByteBuf first;
    private final @Nullable ByteBuf second;
    private final int headerBytes;
    private final int length;
    private final AtomicBoolean closed = new AtomicBoolean();

    /** Takes over the caller's references. */
    NettyFrame(NettyFrameFactory factory, ByteBuf first, @Nullable ByteBuf second, int headerBytes) {
        this.factory = factory;
        this.first = first;
        this.second = second;
        this.headerBytes = headerBytes;
        this.length = first.readableBytes() - headerBytes + (second == null ? 0 : second.readableBytes());
    }

    boolean isOf(NettyFrameFactory other) {
        return factory == other;
    }

    /** A connection takes references of its own; it gives them up by writing the parts or with {@link #release}. */
    void retain() {
        first.retain();
        if (second != null) {
            second.retain();
        }
    }

    void release() {
        first.release();
        if (second != null) {
            second.release();
        }
    }

    /** The first part, on a reference that was retained. */
    ByteBuf first() {
        return first.duplicate();
    }

    /** The second part, on a reference that was retained. */
    @Nullable
    ByteBuf second() {
        return second == null ? null : second.duplicate();
    }

    int headerBytes() {
        return headerBytes;
    }

    @Override
    public int length() {
        return length;
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            release();
        }
    }
}
