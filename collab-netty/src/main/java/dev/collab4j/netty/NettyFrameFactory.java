package dev.collab4j.netty;

import dev.collab4j.spi.transport.Frame;
import dev.collab4j.spi.transport.FrameFactory;
import dev.collab4j.spi.transport.SharedBody;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.nio.ByteBuffer;

/** Prepares messages in direct buffers: a heap buffer would be copied again at each write. One for a transport. */
final class NettyFrameFactory implements FrameFactory {

    private final ByteBufAllocator allocator;

    NettyFrameFactory(ByteBufAllocator allocator) {
        this.allocator = allocator;
    }

    @Override
    public SharedBody body(ByteBuffer bytes) {
        int headerBytes = FrameHeader.size(bytes.remaining());
        ByteBuf framed = start(bytes.remaining(), headerBytes + bytes.remaining());
        return new NettyBody(this, framed.writeBytes(bytes.duplicate()), headerBytes);
    }

    @Override
    public Frame frame(ByteBuffer head, SharedBody body) {
        NettyBody shared = own(body);
        if (!head.hasRemaining()) {
            return new NettyFrame(this, shared.retainFramed(), null, shared.headerBytes());
        }
        ByteBuf second = shared.retainBare();
        try {
            return headed(head, second);
        } catch (RuntimeException | Error e) { // no memory, for one
            second.release();
            throw e;
        }
    }

    private NettyFrame headed(ByteBuffer head, ByteBuf body) {
        int length = Math.addExact(head.remaining(), body.readableBytes());
        int headerBytes = FrameHeader.size(length);
        ByteBuf first = start(length, headerBytes + head.remaining()).writeBytes(head.duplicate());
        return new NettyFrame(this, first, body, headerBytes);
    }

    NettyFrame own(Frame frame) {
        if (frame instanceof NettyFrame mine && mine.isOf(this)) {
            return mine;
        }
        throw new IllegalArgumentException("the frame is of another factory");
    }

    private NettyBody own(SharedBody body) {
        if (body instanceof NettyBody mine && mine.isOf(this)) {
            return mine;
        }
        throw new IllegalArgumentException("the body is of another factory");
    }

    private ByteBuf start(int messageBytes, int capacity) {
        ByteBuf buffer = allocator.directBuffer(capacity, capacity);
        FrameHeader.write(buffer, FrameHeader.BINARY, messageBytes);
        return buffer;
    }
}
