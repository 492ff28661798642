package dev.collab4j.load.wire;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.netty.handler.codec.CorruptedFrameException;
import io.netty.handler.codec.http.websocketx.WebSocketFrameDecoder;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Cuts what a server sends into messages (RFC 6455), and hands each over where it came in: no object is made for a frame,
 * as a generator reads hundreds of thousands a second beside the server that it measures.
 */
final class FrameReader extends ByteToMessageDecoder implements WebSocketFrameDecoder {

    private static final int CONTINUATION = 0;
    private static final int FIN = 0x80;
    private static final int OPCODE = 0x0f;
    private static final int MASKED = 0x80;
    private static final int SHORT = 126;
    private static final int LONG = 127;
    private static final int MIN_HEADER = 2;

    private final Frames frames;
    private @Nullable ByteBuf begun;

    /** Takes what was read. */
    interface Frames {
        /**
         * A whole message, or a control frame.
         *
         * @param in the payload, from its reader index to {@code end}; what is behind it is not the frame's
         */
        void onFrame(int opcode, ByteBuf in, int end);
    }

    FrameReader(Frames frames) {
        this.frames = frames;
    }

    @Override
    protected void decode(ChannelHandlerContext context, ByteBuf in, List<Object> out) {
        while (context.channel().isActive() && readFrame(context, in)) {
            // one read of the socket may have many
        }
    }

    /** False if the frame isn't all there yet; the buffer then stands at its beginning. */
    private boolean readFrame(ChannelHandlerContext context, ByteBuf in) {
        int start = in.readerIndex();
        int length = readHeader(in);
        if (length < 0 || in.readableBytes() < length) {
            in.readerIndex(start);
            return false;
        }
        int end = in.readerIndex() + length;
        deliver(context, in.getByte(start), in, end);
        in.readerIndex(end);
        return true;
    }

    /** The length of the payload; -1 if the header isn't all there yet. */
    private static int readHeader(ByteBuf in) {
        if (in.readableBytes() < MIN_HEADER) {
            return -1;
        }
        in.skipBytes(1);
        int length = in.readUnsignedByte();
        if ((length & MASKED) != 0) {
            throw new CorruptedFrameException("a server must not mask");
        }
        return switch (length) {
            case SHORT -> in.isReadable(Short.BYTES) ? in.readUnsignedShort() : -1;
            case LONG -> in.isReadable(Long.BYTES) ? Math.toIntExact(in.readLong()) : -1;
            default -> length;
        };
    }

    private void deliver(ChannelHandlerContext context, int first, ByteBuf in, int end) {
        boolean isLast = (first & FIN) != 0;
        int opcode = first & OPCODE;
        if (isLast && opcode != CONTINUATION) {
            frames.onFrame(opcode, in, end);
        } else {
            collect(context, isLast, in, end);
        }
    }

    /** Messages in several frames: nobody sends those for what is small, so this may cost a copy. */
    private void collect(ChannelHandlerContext context, boolean isLast, ByteBuf in, int end) {
        ByteBuf whole = begun == null ? context.alloc().buffer() : begun;
        begun = whole.writeBytes(in, in.readerIndex(), end - in.readerIndex());
        if (isLast) {
            begun = null;
            frames.onFrame(Opcode.BINARY, whole, whole.writerIndex());
            whole.release();
        }
    }

    @Override
    protected void handlerRemoved0(ChannelHandlerContext context) {
        if (begun != null) {
            begun.release();
            begun = null;
        }
    }
}
