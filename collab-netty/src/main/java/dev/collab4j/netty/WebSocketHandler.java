package dev.collab4j.netty;

import dev.collab4j.spi.transport.CloseCode;
import dev.collab4j.spi.transport.ConnectionListener;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The way in of one WebSocket: all that is in the pipeline of a connection at rest. Everything but {@link #pause} and
 * {@link #resume} happens on the loop.
 */
final class WebSocketHandler extends ChannelInboundHandlerAdapter implements FrameSink {

    /** How much is kept before the acceptor has answered, and while reading is paused. */
    static final int MAX_HELD_BYTES = 64 * 1_024;

    private static final Logger LOG = LoggerFactory.getLogger(WebSocketHandler.class);

    private final Channel channel;
    private final NettyConnection connection;
    private final FrameReader reader;
    private final LoopConnections neighbours;
    private final LoopConnections.Seat seat = new LoopConnections.Seat(this);
    private @Nullable ConnectionListener listener;
    private @Nullable Ending ended;
    private @Nullable Deque<ByteBuffer> held;
    private int heldBytes;
    private boolean writableOwed;
    private boolean heard = true;
    private volatile boolean paused;

    WebSocketHandler(
            Channel channel,
            NettyFrameFactory frames,
            Settings settings,
            LoopConnections neighbours,
            int maxMessageBytes) {
        this.channel = channel;
        this.neighbours = neighbours;
        this.connection = new NettyConnection(channel, this, frames, settings);
        this.reader = new FrameReader(maxMessageBytes, channel.alloc(), this);
    }

    NettyConnection connection() {
        return connection;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        neighbours.add(seat);
    }

    /** The acceptor has answered; what came in the meantime is delivered. */
    void accepted(ConnectionListener accepted) {
        listener = accepted;
        if (ended != null) {
            tellClosed(accepted, ended);
            return;
        }
        if (writableOwed) {
            writableOwed = false;
            writable();
        }
        deliverHeld();
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object msg) {
        if (msg instanceof ByteBuf in) {
            read(in);
        } else {
            ReferenceCountUtil.release(msg); // the end of the request that asked for the upgrade
        }
    }

    private void read(ByteBuf in) {
        heard = true;
        try {
            reader.read(in);
        } catch (ProtocolViolation e) {
            connection.closeBroken(e.code(), String.valueOf(e.getMessage()));
        } finally {
            in.release();
        }
        if (paused && heldBytes + reader.heldBytes() >= MAX_HELD_BYTES) {
            channel.config().setAutoRead(false);
        }
    }

    @Override
    public void onMessage(ByteBuffer message) {
        if (connection.isEnding()) {
            return;
        }
        if (listener == null || paused || held != null) {
            hold(message);
        } else {
            deliver(listener, message);
        }
    }

    private void hold(ByteBuffer message) {
        heldBytes += message.remaining();
        if (listener == null && heldBytes > MAX_HELD_BYTES) {
            connection.close(CloseCode.TOO_BIG, "too much before the connection was accepted");
            return;
        }
        if (held == null) {
            held = new ArrayDeque<>();
        }
        held.add(ByteBuffer.allocate(message.remaining()).put(message).flip());
    }

    private void deliver(ConnectionListener to, ByteBuffer message) {
        try {
            to.onFrame(message);
        } catch (RuntimeException | Error e) {
            failed(e);
        }
    }

    private void deliverHeld() {
        while (!paused && held != null && listener != null) {
            ByteBuffer next = held.poll();
            if (next == null) {
                held = null;
            } else if (!connection.isEnding()) {
                heldBytes -= next.remaining();
                deliver(listener, next);
            }
        }
        if (!paused) {
            heldBytes = 0;
            channel.config().setAutoRead(true);
        }
    }

    @Override
    public void onPing(ByteBuffer payload) {
        connection.pong(payload);
    }

    @Override
    public void onPeerClose(int code, String reason) {
        connection.closedByPeer(code, reason);
    }

    /** From any thread. What is read from here on is held, up to a bound, so that pings are still seen. */
    void pause() {
        paused = true;
    }

    /** From any thread. */
    void resume() {
        if (paused) {
            paused = false;
            connection.laterOnLoop(this::deliverHeld); // never inside a call of the listener
        }
    }

    /** A close has begun: nothing more is delivered, the rest is read for the peer's close frame only. */
    void ignoreRest() {
        held = null;
        heldBytes = 0;
        paused = false;
        channel.config().setAutoRead(true);
    }

    /** The peer lives. */
    void heard() {
        heard = true;
    }

    void writable() {
        if (connection.isEnding()) { // its queue drains also by being thrown away
            return;
        }
        if (listener == null) {
            writableOwed = true;
            return;
        }
        try {
            listener.onWritable();
        } catch (RuntimeException | Error e) {
            failed(e);
        }
    }

    private void failed(Throwable e) {
        LOG.error("A listener has thrown, its connection is closed", e);
        connection.close(CloseCode.INTERNAL_ERROR, "internal error");
    }

    /** Once each ping interval: cuts a peer that has shown no life since the last one, else pings it. */
    void visit() {
        boolean readable = channel.config().isAutoRead(); // else the silence is ours
        boolean took = connection.tookBytes();
        if (readable && !heard && !took) {
            connection.cut("no answer to a ping");
            return;
        }
        heard = false;
        connection.pingNow();
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        neighbours.remove(seat);
        reader.stop();
        held = null;
        Ending how = connection.finish();
        ended = how;
        if (listener != null) {
            tellClosed(listener, how);
        }
    }

    private static void tellClosed(ConnectionListener listener, Ending how) {
        try {
            listener.onClosed(how.code(), how.why());
        } catch (RuntimeException | Error e) {
            LOG.error("A listener has thrown at its close", e);
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        if (cause instanceof IOException) {
            connection.cut(String.valueOf(cause.getMessage()));
            return;
        }
        LOG.error("A connection has failed and is closed", cause);
        connection.close(CloseCode.INTERNAL_ERROR, "internal error");
    }
}
