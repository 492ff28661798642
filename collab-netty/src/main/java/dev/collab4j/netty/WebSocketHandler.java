package dev.collab4j.netty;

import dev.collab4j.spi.transport.CloseCode;
import dev.collab4j.spi.transport.ConnectionListener;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
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

    /** How much is kept while reading is paused. */
    static final int MAX_HELD_BYTES = 2 * 1_024;

    /** What a held message costs beside its bytes: one without any is not free. */
    private static final int HELD_OVERHEAD_BYTES = 64;

    private static final Logger LOG = LoggerFactory.getLogger(WebSocketHandler.class);

    private final Channel channel;
    private final NettyConnection connection;
    private final FrameReader reader;
    private final Tally tally;
    private final LoopConnections neighbours;
    private final CloseCode tooLarge;
    private final LoopConnections.Seat seat = new LoopConnections.Seat(this);
    private @Nullable ConnectionListener listener;
    private @Nullable Deque<ByteBuffer> held;
    private int heldBytes;
    /** What is behind a frame that is too large as yet, if one is. */
    private @Nullable ByteBuf unread;

    private boolean heard = true;
    private volatile boolean paused;

    WebSocketHandler(
            Channel channel,
            NettyFrameFactory frames,
            Settings settings,
            Tally tally,
            LoopConnections neighbours,
            int maxMessageBytes,
            CloseCode tooLarge) {
        this.channel = channel;
        this.tally = tally;
        this.neighbours = neighbours;
        this.tooLarge = tooLarge;
        this.connection = new NettyConnection(channel, this, frames, settings, neighbours.flushes());
        this.reader = new FrameReader(maxMessageBytes, tooLarge, channel.alloc(), this);
    }

    NettyConnection connection() {
        return connection;
    }

    void maxFrameBytes(int bytes) {
        reader.maxMessageBytes(bytes);
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        neighbours.add(seat);
    }

    /** The acceptor has answered, before anything was read. */
    void accepted(ConnectionListener accepted) {
        listener = accepted;
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
        if (unread != null) {
            unread = Unpooled.wrappedBuffer(unread, in);
            return;
        }
        try {
            reader.read(in);
            unread = reader.isUndecided() ? in.retainedSlice() : null;
        } catch (ProtocolViolation e) {
            if (!e.code().equals(tooLarge)) {
                tally.refused(Refused.FRAMES);
            }
            connection.closeBroken(e.code(), String.valueOf(e.getMessage()));
        } finally {
            in.release();
        }
        if (paused && !connection.isEnding() && isFull()) {
            channel.config().setAutoRead(false);
        }
    }

    private boolean isFull() {
        return unread != null || heldBytes + reader.heldBytes() >= MAX_HELD_BYTES;
    }

    @Override
    public boolean isPaused() {
        return paused && !connection.isEnding();
    }

    @Override
    public void onMessage(ByteBuffer message) {
        if (paused || held != null) {
            hold(message);
        } else {
            deliver(message);
        }
    }

    private void hold(ByteBuffer message) {
        if (connection.isEnding()) {
            return;
        }
        if (held == null) {
            held = new ArrayDeque<>();
        }
        heldBytes += cost(message);
        held.add(ByteBuffer.allocate(message.remaining()).put(message).flip());
    }

    private static int cost(ByteBuffer message) {
        return HELD_OVERHEAD_BYTES + message.remaining();
    }

    private void deliver(ByteBuffer message) {
        if (listener == null || connection.isEnding()) {
            return;
        }
        try {
            listener.onFrame(message);
        } catch (RuntimeException | Error e) {
            failed(e);
        }
    }

    private void deliverHeld() {
        boolean more = true;
        while (more && !paused) {
            more = deliverNext();
        }
        if (!paused) {
            readRest();
        }
        if (!paused) { // what came with the rest may have paused it again
            readOn();
        }
    }

    /** What was read of the socket already. */
    private void readRest() {
        ByteBuf rest = unread;
        unread = null;
        if (rest != null) {
            read(rest);
        }
    }

    /** Delivers the next message that is held; false if there is none. */
    private boolean deliverNext() {
        ByteBuffer next = held == null ? null : held.poll();
        if (next == null) {
            held = null;
            return false;
        }
        heldBytes -= cost(next);
        deliver(next);
        return true;
    }

    /** The peer has ended it: what it sent before comes first, also to a listener that has paused. */
    private void deliverRest() {
        boolean more = true;
        while (more) {
            more = deliverNext();
        }
    }

    private void readOn() {
        if (!channel.config().isAutoRead()) {
            heard = true; // the silence so far was ours
            channel.config().setAutoRead(true);
        }
    }

    @Override
    public void onPing(ByteBuffer payload) {
        connection.pong(payload);
    }

    @Override
    public void onPeerClose(int code, String reason) {
        deliverRest();
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
        readRest();
        readOn();
    }

    /** The peer lives. */
    void heard() {
        heard = true;
    }

    void writable() {
        if (listener == null || connection.isEnding()) { // its queue drains also by being thrown away
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
            cut("no answer to a ping");
            return;
        }
        heard = false;
        connection.pingNow();
    }

    private void cut(String why) {
        deliverRest();
        connection.cut(why);
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        neighbours.remove(seat);
        reader.stop();
        readRest(); // frees it
        deliverRest();
        tellClosed(connection.finish());
    }

    private void tellClosed(Ending how) {
        if (listener == null) {
            return;
        }
        try {
            listener.onClosed(how.code(), how.why());
        } catch (RuntimeException | Error e) {
            LOG.error("A listener has thrown at its close", e);
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        if (cause instanceof IOException) {
            cut(String.valueOf(cause.getMessage()));
            return;
        }
        LOG.error("A connection has failed and is closed", cause);
        connection.close(CloseCode.INTERNAL_ERROR, "internal error");
    }
}
