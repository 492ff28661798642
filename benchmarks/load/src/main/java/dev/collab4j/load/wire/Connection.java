package dev.collab4j.load.wire;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.EmptyHttpHeaders;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.websocketx.WebSocketClientHandshaker13;
import io.netty.handler.codec.http.websocketx.WebSocketFrameDecoder;
import io.netty.handler.codec.http.websocketx.WebSocketFrameEncoder;
import io.netty.handler.codec.http.websocketx.WebSocketVersion;
import java.io.IOException;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/** A WebSocket to a server. All of it happens on one event loop, on which its methods have to be called, too. */
@SuppressWarnings("FutureReturnValueIgnored") // a write or close that fails shows as the end of the channel
public final class Connection extends SimpleChannelInboundHandler<FullHttpResponse> implements FrameReader.Frames {

    private static final byte[] NOTHING = {};
    private static final int MAX_MESSAGE_BYTES = 1 << 30;
    private static final int NO_CODE = 1005;

    private final Handshaker handshaker;
    private final Listener listener;
    private @Nullable Channel channel;
    private @Nullable Throwable cause;
    private boolean open;
    private boolean closed;

    /** Is told what happens, on the loop. */
    public interface Listener {
        /** The server has agreed to the WebSocket. */
        void onOpen(Connection connection);

        /**
         * A message.
         *
         * @param in from its reader index to {@code end}
         */
        void onMessage(Connection connection, ByteBuf in, int end);

        /** It is over, or was never open. Called once. */
        void onClosed(Connection connection, Throwable cause);
    }

    Connection(URI uri, Listener listener) {
        this.handshaker = new Handshaker(uri);
        this.listener = listener;
    }

    /** Queues a message; {@link #flush} sends it. */
    public void write(byte[] head, byte[] body) {
        Channel to = channel();
        to.write(FrameWriter.frame(to.alloc(), Opcode.BINARY, head, body), to.voidPromise());
    }

    /** Sends what is queued. */
    public void flush() {
        channel().flush();
    }

    /** Cuts it, without a word to the server. */
    public void cut() {
        if (channel != null) {
            channel.close();
        }
    }

    private Channel channel() {
        if (channel == null) {
            throw new IllegalStateException("not connected");
        }
        return channel;
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        channel = context.channel();
        handshaker.handshake(channel);
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, FullHttpResponse response) {
        handshaker.finishHandshake(context.channel(), response);
        open = true;
        listener.onOpen(this);
    }

    @Override
    public void onFrame(int opcode, ByteBuf in, int end) {
        if (!open || closed) {
            return;
        }
        switch (opcode) {
            case Opcode.BINARY -> listener.onMessage(this, in, end);
            case Opcode.PING -> answerPing(ByteBufUtil.getBytes(in, in.readerIndex(), end - in.readerIndex()));
            case Opcode.CLOSE -> fail(closed(in, end));
            default -> {}
        }
    }

    private void answerPing(byte[] payload) {
        Channel to = channel();
        to.writeAndFlush(FrameWriter.frame(to.alloc(), Opcode.PONG, NOTHING, payload), to.voidPromise());
    }

    private static IOException closed(ByteBuf in, int end) {
        boolean hasCode = end - in.readerIndex() >= Short.BYTES;
        int code = hasCode ? in.getUnsignedShort(in.readerIndex()) : NO_CODE;
        return code == TryAgainLaterException.CODE
                ? new TryAgainLaterException()
                : new IOException("closed with " + code);
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        end(cause == null ? new IOException("cut") : cause);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable thrown) {
        fail(thrown);
    }

    private void fail(Throwable why) {
        if (cause == null) {
            cause = why;
        }
        cut();
    }

    /** For what never became active, too. */
    void end(Throwable why) {
        if (!closed) {
            closed = true;
            listener.onClosed(this, why);
        }
    }

    /** Netty's handshake, with our way to read and write frames behind it. */
    private final class Handshaker extends WebSocketClientHandshaker13 {

        Handshaker(URI uri) {
            super(uri, WebSocketVersion.V13, null, false, EmptyHttpHeaders.INSTANCE, MAX_MESSAGE_BYTES);
        }

        @Override
        protected WebSocketFrameDecoder newWebsocketDecoder() {
            return new FrameReader(Connection.this);
        }

        @Override
        protected WebSocketFrameEncoder newWebSocketEncoder() {
            return new AsItIs();
        }
    }

    /** What is written are frames already. */
    private static final class AsItIs extends ChannelOutboundHandlerAdapter implements WebSocketFrameEncoder {}
}
