package dev.collab4j.netty;

import dev.collab4j.spi.transport.CloseCode;
import dev.collab4j.spi.transport.Connection;
import dev.collab4j.spi.transport.Frame;
import dev.collab4j.spi.transport.FrameFactory;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.DuplexChannel;
import io.netty.util.concurrent.Future;
import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;
import org.jspecify.annotations.Nullable;

/**
 * The way out of one WebSocket. What other threads send waits in a queue until the loop takes it, at a flush; the loop
 * itself writes at once, after what was queued before, so that no order is lost.
 */
@SuppressWarnings("FutureReturnValueIgnored") // a write or close that fails shows as the end of the channel
final class NettyConnection implements Connection {

    private static final AtomicReferenceFieldUpdater<NettyConnection, Ending> ENDING =
            AtomicReferenceFieldUpdater.newUpdater(NettyConnection.class, Ending.class, "ending");
    private static final AtomicIntegerFieldUpdater<NettyConnection> FLUSHING =
            AtomicIntegerFieldUpdater.newUpdater(NettyConnection.class, "flushing");
    private static final ByteBuf PING_FRAME = Unpooled.unreleasableBuffer(
            Unpooled.directBuffer(2, 2).writeByte(FrameHeader.PING).writeByte(0).asReadOnly());

    private final Channel channel;
    private final EventLoop loop;
    private final WebSocketHandler inbound;
    private final NettyFrameFactory frames;
    private final Settings settings;
    private final Flushes flushes;
    private final Backlog backlog;
    private final Queue<NettyFrame> queue = new ConcurrentLinkedQueue<>();
    private volatile @Nullable Ending ending;
    private volatile int flushing;
    private volatile boolean gone;

    // only the loop touches these
    private @Nullable ChannelFuture closeFrame;
    private @Nullable Future<?> deadline;
    private boolean pingQueued;
    private long takenAtVisit;
    private boolean pongOnItsWay;
    private @Nullable ByteBuf nextPong;

    NettyConnection(
            Channel channel, WebSocketHandler inbound, NettyFrameFactory frames, Settings settings, Flushes flushes) {
        this.channel = channel;
        this.loop = channel.eventLoop();
        this.inbound = inbound;
        this.frames = frames;
        this.settings = settings;
        this.flushes = flushes;
        // later, not at once: it is found out in the middle of Netty's own flush
        Runnable onDrained = () -> laterOnLoop(inbound::writable);
        this.backlog = new Backlog(settings.lowWaterMark(), settings.highWaterMark(), onDrained);
    }

    @Override
    public boolean send(Frame frame) {
        NettyFrame mine = frames.own(frame);
        if (ending != null) {
            return false;
        }
        mine.retain();
        backlog.add(mine.length());
        if (loop.inEventLoop()) {
            drain();
            write(mine);
        } else {
            enqueue(mine);
        }
        return true;
    }

    private void enqueue(NettyFrame frame) {
        queue.add(frame);
        if (gone) { // the loop has emptied the queue for the last time, maybe before this frame was in it
            discardQueue();
        }
    }

    @Override
    public void flush() {
        if (gone) {
            return;
        }
        if (flushing == 0 && FLUSHING.compareAndSet(this, 0, 1) && !flushes.add(this)) {
            discardQueue(); // the transport is shut down, and with it this connection
        }
    }

    /** On the loop. */
    void flushNow() {
        flushing = 0; // before the drain: a flush that comes during it must not get lost
        drain();
        channel.flush();
    }

    private void drain() {
        for (NettyFrame frame = queue.poll(); frame != null; frame = queue.poll()) {
            if (closeFrame == null) {
                write(frame);
            } else {
                discard(frame);
            }
        }
    }

    private void write(NettyFrame frame) {
        ByteBuf first = frame.first();
        ByteBuf second = frame.second();
        int framing = frame.headerBytes();
        channel.write(first, new PendingWrite(channel, backlog, framing, first.readableBytes() - framing));
        if (second != null) {
            channel.write(second, new PendingWrite(channel, backlog, 0, second.readableBytes()));
        }
    }

    private void discardQueue() {
        for (NettyFrame frame = queue.poll(); frame != null; frame = queue.poll()) {
            discard(frame);
        }
    }

    private void discard(NettyFrame frame) {
        frame.release();
        backlog.remove(frame.length());
    }

    @Override
    public long pendingBytes() {
        return backlog.bytes();
    }

    @Override
    public boolean isWritable() {
        return ending == null && !backlog.isFull();
    }

    @Override
    public void maxFrameBytes(int bytes) {
        inbound.maxFrameBytes(bytes);
    }

    @Override
    public void pauseReading() {
        inbound.pause();
    }

    @Override
    public void resumeReading() {
        inbound.resume();
    }

    @Override
    public void ping() {
        runOnLoop(this::pingNow);
    }

    /** On the loop. */
    void pingNow() {
        if (ending != null || pingQueued) {
            return;
        }
        ChannelFuture written = channel.writeAndFlush(PING_FRAME.duplicate());
        if (!written.isDone()) { // it waits behind what the peer has not read yet
            pingQueued = true;
            written.addListener(done -> {
                pingQueued = false;
                inbound.heard(); // only now can the answer be waited for
            });
        }
    }

    /**
     * Whether the peer shows life by taking what waits before the ping that it has not got yet; on the loop, since the
     * call before. While no ping is queued it says nothing: the kernel also takes bytes for a peer that is gone.
     */
    boolean tookBytes() {
        boolean took = pingQueued && backlog.taken() != takenAtVisit;
        takenAtVisit = backlog.taken();
        return took;
    }

    /**
     * Answers a ping, on the loop. At most one pong is on its way and the newest waits behind it, so that a peer that
     * pings and never reads holds no memory (RFC 6455, 5.5.3 allows it).
     */
    void pong(ByteBuffer payload) {
        if (ending != null) {
            return;
        }
        ByteBuf frame = channel.alloc().directBuffer(FrameHeader.MAX_BYTES + payload.remaining());
        FrameHeader.write(frame, FrameHeader.PONG, payload.remaining());
        frame.writeBytes(payload);
        if (pongOnItsWay) {
            replaceNextPong(frame);
        } else {
            writePong(frame);
        }
    }

    private void replaceNextPong(@Nullable ByteBuf frame) {
        if (nextPong != null) {
            nextPong.release();
        }
        nextPong = frame;
    }

    private void writePong(ByteBuf frame) {
        pongOnItsWay = true;
        channel.writeAndFlush(frame).addListener(written -> {
            pongOnItsWay = false;
            ByteBuf next = nextPong;
            nextPong = null;
            if (next != null) {
                writePong(next);
            }
        });
    }

    @Override
    public void close(CloseCode code, String why) {
        Objects.requireNonNull(why, "why");
        if (!code.isSendable()) {
            throw new IllegalArgumentException("close code " + code + " can't be sent");
        }
        if (end(new Ending(code, why))) {
            runOnLoop(() -> sendClose(CloseFrame.of(channel.alloc(), code.value(), why)));
        }
    }

    /** The peer has sent its close frame, on the loop: the answer is the same code, then the socket is closed. */
    void closedByPeer(int code, String why) {
        CloseCode told = code == 0 ? CloseCode.NO_STATUS : new CloseCode(code);
        end(new Ending(told, why));
        if (closeFrame == null) {
            sendClose(CloseFrame.of(channel.alloc(), code, ""));
        }
        if (closeFrame != null) {
            closeFrame.addListener(ChannelFutureListener.CLOSE);
        }
    }

    /** Nothing that the peer sends can be understood any more, on the loop. */
    void closeBroken(CloseCode code, String why) {
        close(code, why);
        if (closeFrame != null) { // the end of our stream makes a peer close that will not answer
            closeFrame.addListener(written -> ((DuplexChannel) channel).shutdownOutput());
        }
    }

    /** Cuts the connection without a close frame. */
    void cut(String why) {
        end(new Ending(CloseCode.ABNORMAL, why));
        channel.close();
    }

    private boolean end(Ending how) {
        return ENDING.compareAndSet(this, null, how);
    }

    /** Whether a close has begun. */
    boolean isEnding() {
        return ending != null;
    }

    private void sendClose(ByteBuf frame) {
        if (gone || closeFrame != null) {
            frame.release();
            return;
        }
        drain();
        closeFrame = channel.writeAndFlush(frame);
        long millis = settings.closeTimeout().toMillis();
        deadline = loop.schedule((Runnable) channel::close, millis, TimeUnit.MILLISECONDS);
        inbound.ignoreRest();
    }

    /** The socket is closed, on the loop: frees what is left. */
    Ending finish() {
        end(new Ending(CloseCode.ABNORMAL, "closed without a close frame"));
        gone = true;
        discardQueue();
        replaceNextPong(null);
        if (deadline != null) {
            deadline.cancel(false);
        }
        return Objects.requireNonNull(ending);
    }

    private void runOnLoop(Runnable task) {
        if (loop.inEventLoop()) {
            task.run();
        } else {
            laterOnLoop(task);
        }
    }

    /** Runs a task on the loop, never before this call returns. */
    void laterOnLoop(Runnable task) {
        try {
            loop.execute(task);
        } catch (RejectedExecutionException e) {
            discardQueue(); // the transport is shut down, and with it this connection
        }
    }

    @Override
    public Executor loop() {
        return loop;
    }

    @Override
    public boolean lendsLoop() {
        return true;
    }

    @Override
    public FrameFactory frames() {
        return frames;
    }
}
