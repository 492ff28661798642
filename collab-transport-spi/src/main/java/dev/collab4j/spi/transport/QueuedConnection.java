package dev.collab4j.spi.transport;

import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * A connection for a transport whose writes block, or that may write only one message at a time. It keeps the rules that
 * are the same everywhere; the transport reads, and writes what the {@link Wire} is told.
 *
 * <ul>
 *   <li>Frames wait in a queue, so {@link #send} never blocks (T3, T4), and are counted until they are written (T5); the
 *       listener is told when there is room again (T6). One write is under way at a time, on the executor.
 *   <li>Calls of the listener are serial (T2), one that throws costs its own connection (T11), and {@code onClosed} is the
 *       last one (T8).
 *   <li>{@link #close} sends what was queued before, then the close frame; a peer that doesn't read or answer is cut after
 *       a deadline (T9).
 *   <li>While reading is paused, messages are held up to a bound (T10). A transport that can stop reading waits for room
 *       by {@link #awaitRoom}; for one that can't, the connection is closed with 1013.
 *   <li>The peer is pinged, and cut if it shows no life for two intervals (T8).
 * </ul>
 *
 * <p>What a transport does, in this order: {@link #accept}; {@link #received} for each message, {@link #heard} for
 * what else it sends; {@link #ended} when the wire is gone. One that reads bare frames tells of pings and close frames by
 * {@link #pinged} and {@link #closedByPeer}. Thread-safe.
 */
public final class QueuedConnection implements Connection {

    private static final int MAX_REASON_BYTES = 123;
    private static final Duration READERS_TURN = Duration.ofMillis(100);
    private static final System.Logger LOG = System.getLogger(QueuedConnection.class.getName());

    private final Wire wire;
    private final HeapFrames frames;
    private final Executor executor;
    private final int maxHeldBytes;
    private final Duration closeTimeout;
    private final Duration pingInterval;
    private final Lane lane = new Lane();
    private final Executor loop = this::later;
    private final Alarm nextVisit = new Alarm(this::execute);
    private final Alarm deadline = new Alarm(this::execute);
    private final Outbox outbox;
    private final Inbox inbox;
    private final AtomicReference<@Nullable Ending> ending = new AtomicReference<>();
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private volatile int acceptedFrameBytes = 1;
    private volatile CloseCode tooLarge = CloseCode.TOO_BIG;
    private volatile int maxFrameBytes = Integer.MAX_VALUE;
    private volatile boolean heard = true;
    private boolean peerIsDone;
    private boolean closeIsWritten;

    private QueuedConnection(Builder builder) {
        this.wire = builder.wire;
        this.frames = builder.frames;
        this.executor = builder.executor;
        this.closeTimeout = builder.closeTimeout;
        this.pingInterval = builder.pingInterval;
        this.maxHeldBytes = builder.maxHeldBytes;
        this.inbox = new Inbox(maxHeldBytes, this::fits, () -> close(CloseCode.INTERNAL_ERROR, "internal error"));
        this.outbox = new Outbox(
                wire,
                this::execute,
                builder.lowWaterMark,
                builder.highWaterMark,
                this::drained,
                this::failed,
                this::closeWritten);
    }

    /**
     * Begins a connection.
     *
     * @param wire what writes, not null
     * @param frames the factory of the transport's frames, the same for all its connections, not null
     * @param executor runs the writes, which may block a thread each, and calls of the listener; never shut down here;
     *     if it rejects a task the connection is cut; not null
     * @return a builder with the defaults, not null
     */
    public static Builder builder(Wire wire, HeapFrames frames, Executor executor) {
        return new Builder(wire, frames, executor);
    }

    // For the transport

    /**
     * Hands the connection to the acceptor, before anything is received (T1). If it refuses or throws, the connection is
     * closed.
     *
     * @param acceptor who serves it, not null
     * @param handshake what {@link Acceptor#admit} has accepted, not null
     */
    public void accept(Acceptor acceptor, Handshake handshake) {
        acceptedFrameBytes = acceptor.maxFrameBytes();
        tooLarge = acceptor.tooLarge();
        lane.run(() -> acceptNow(acceptor, handshake));
        if (!pingInterval.isZero()) {
            nextVisit.set(pingInterval, this::visit);
        }
    }

    private void acceptNow(Acceptor acceptor, Handshake handshake) {
        try {
            ConnectionListener listener = acceptor.accept(this, handshake);
            if (listener == null) {
                close(CloseCode.POLICY_VIOLATION, "refused");
            } else {
                inbox.listener(listener);
            }
        } catch (RuntimeException | Error e) {
            LOG.log(Level.ERROR, "An acceptor has thrown, its connection is closed", e);
            close(CloseCode.INTERNAL_ERROR, "internal error");
        }
    }

    /**
     * How large a message may be now (T12). A transport closes with {@link Acceptor#tooLarge} before it has allocated more.
     * While reading is paused it is as large as what can be held, as the limit may rise before the message is delivered:
     * it is judged then.
     *
     * @return the limit in bytes, positive
     */
    public int maxFrameBytes() {
        int most = limit();
        return inbox.isPaused() ? Math.max(most, Math.min(acceptedFrameBytes, maxHeldBytes)) : most;
    }

    private int limit() {
        return Math.min(acceptedFrameBytes, maxFrameBytes);
    }

    private boolean fits(byte[] message) {
        if (message.length > limit()) {
            close(tooLarge, "message of " + message.length + " bytes");
            return false;
        }
        return true;
    }

    /**
     * The peer has sent a message. It is delivered at once, on this thread, or held.
     *
     * @param message the whole message, kept: not changed any more by the caller, not null
     */
    public void received(byte[] message) {
        heard = true;
        if (ending.get() != null) {
            return;
        }
        if (!inbox.reserve(message)) {
            close(CloseCode.TRY_AGAIN_LATER, "more than a paused connection can hold");
            return;
        }
        lane.run(() -> {
            inbox.add(message);
            deliver();
        });
    }

    private void deliver() {
        boolean more = true;
        while (more && ending.get() == null) {
            more = inbox.deliverNext();
        }
    }

    /** The peer has shown life by something that is no message: a pong, a piece of a message. */
    public void heard() {
        heard = true;
    }

    /**
     * The peer has sent a ping, which the transport doesn't answer by itself: {@link Wire#pong} will.
     *
     * @param payload what it held, kept: not changed any more by the caller, not null
     */
    public void pinged(byte[] payload) {
        heard = true;
        outbox.pong(ByteBuffer.wrap(payload));
    }

    /**
     * Waits until a message would be held rather than be too much, for a transport whose reading thread may wait; before
     * each read. Returns at once unless reading is paused, or when the connection ends.
     *
     * @throws InterruptedException if the thread is interrupted
     */
    public void awaitRoom() throws InterruptedException {
        inbox.awaitRoom();
    }

    /**
     * The peer has sent a close frame, which the transport doesn't answer by itself: it is answered by {@link Wire#close},
     * unless it is an answer itself, and the connection ends.
     *
     * @param code the code, {@link CloseCode#NO_STATUS} if there was none, not null
     * @param why the reason, maybe empty, not null
     */
    public void closedByPeer(CloseCode code, String why) {
        lane.run(() -> {
            deliverRest();
            peerIsDone = true;
            CloseCode answer = code.isSendable() ? code : CloseCode.NORMAL;
            begin(new Ending(code, why), new Ending(answer, ""));
            finishIfDone();
        });
    }

    private void closeWritten() {
        lane.run(() -> {
            closeIsWritten = true;
            finishIfDone();
        });
    }

    private void finishIfDone() {
        if (peerIsDone && closeIsWritten) {
            finish();
        }
    }

    /**
     * The wire is gone, or of no use any more.
     *
     * @param code the code of the peer's close frame; {@link CloseCode#ABNORMAL} if there was none; unless the
     *     connection has been closed with another one before; not null
     * @param why one line for a log, not null
     */
    public void ended(CloseCode code, String why) {
        lane.run(() -> {
            deliverRest();
            ending.compareAndSet(null, new Ending(code, why));
            inbox.stopWaiting();
            finish();
        });
    }

    /** What the peer sent before it went comes first, also to a listener that has paused. */
    private void deliverRest() {
        boolean more = true;
        while (more && ending.get() == null) {
            more = inbox.deliverHeld();
        }
    }

    /**
     * Tells when everything is over.
     *
     * @return completed after {@code onClosed}, not null
     */
    public CompletableFuture<Void> whenEnded() {
        return ended.copy();
    }

    // For the acceptor

    @Override
    public boolean send(Frame frame) {
        return outbox.add(frames.own(frame));
    }

    @Override
    public void flush() {
        outbox.flush();
    }

    @Override
    public long pendingBytes() {
        return outbox.pendingBytes();
    }

    @Override
    public boolean isWritable() {
        return ending.get() == null && !outbox.isFull();
    }

    @Override
    public void pauseReading() {
        inbox.pause();
    }

    @Override
    public void resumeReading() {
        if (inbox.isPaused()) {
            inbox.resume();
            heard = true; // the silence so far may be ours
            later(this::deliver); // never inside a call of the listener
        }
    }

    @Override
    public void maxFrameBytes(int bytes) {
        maxFrameBytes = bytes;
    }

    @Override
    public void ping() {
        outbox.ping();
    }

    @Override
    public void close(CloseCode code, String why) {
        if (!code.isSendable()) {
            throw new IllegalArgumentException("close code " + code + " can't be sent");
        }
        Ending how = new Ending(code, fitting(why));
        begin(how, how);
    }

    private void begin(Ending how, Ending frame) {
        if (ending.compareAndSet(null, how)) {
            inbox.stopWaiting();
            outbox.close(frame);
            deadline.set(closeTimeout, this::expire);
        }
    }

    private static String fitting(String why) {
        String reason = why;
        while (reason.getBytes(StandardCharsets.UTF_8).length > MAX_REASON_BYTES) {
            reason = reason.substring(0, reason.offsetByCodePoints(reason.length(), -1));
        }
        return reason;
    }

    @Override
    public Executor loop() {
        return loop;
    }

    @Override
    public FrameFactory frames() {
        return frames;
    }

    // Time, and the end

    /** Once each ping interval. */
    private void visit() {
        boolean excused = outbox.excusesSilence(pingInterval.dividedBy(2).toNanos());
        boolean lives = heard || excused || inbox.isFull();
        if (ending.get() != null) {
            return;
        }
        if (!lives) {
            ended(CloseCode.ABNORMAL, "no answer to a ping");
            return;
        }
        heard = false;
        outbox.ping();
        nextVisit.set(pingInterval, this::visit);
    }

    private void expire() {
        ended(CloseCode.ABNORMAL, "the close took too long");
    }

    /** A close frame of the peer may be there already, and says more of the end than a write that fails. */
    private void failed(Throwable failure) {
        deadline.set(READERS_TURN, () -> ended(CloseCode.ABNORMAL, failure.toString()));
    }

    private void drained() {
        later(() -> {
            if (ending.get() == null) { // else it drains also by being thrown away
                inbox.tellWritable();
            }
        });
    }

    /** On the lane. */
    private void finish() {
        if (ended.isDone()) {
            return;
        }
        outbox.drop();
        inbox.tellClosed(Objects.requireNonNull(ending.get()));
        nextVisit.off();
        deadline.off();
        cut();
        ended.complete(null);
    }

    private void cut() {
        try {
            wire.cut();
        } catch (Exception e) {
            LOG.log(Level.DEBUG, "A connection can't be cut", e);
        }
    }

    /** Runs a task in its turn among the calls of the listener, never before this call returns. */
    private void later(Runnable task) {
        execute(() -> lane.run(task));
    }

    private void execute(Runnable task) {
        try {
            executor.execute(task);
        } catch (RejectedExecutionException e) {
            ended(CloseCode.ABNORMAL, "the transport is shut down");
        }
    }

    /** Builds a {@link QueuedConnection}. Not thread-safe. */
    public static final class Builder {

        /** The bytes at which a connection that was not writable becomes so again. */
        public static final int DEFAULT_LOW_WATER_MARK = 32 * 1_024;
        /** The bytes above which a connection is not writable. */
        public static final int DEFAULT_HIGH_WATER_MARK = 64 * 1_024;
        /** How long a peer may take to read what was sent before a close, and to answer it. */
        public static final Duration DEFAULT_CLOSE_TIMEOUT = Duration.ofSeconds(5);
        /** How often a peer is pinged. */
        public static final Duration DEFAULT_PING_INTERVAL = Duration.ofSeconds(30);
        /** How many bytes are held while reading is paused. */
        public static final int DEFAULT_MAX_HELD_BYTES = 16 * 1_024;

        private final Wire wire;
        private final HeapFrames frames;
        private final Executor executor;
        private int lowWaterMark = DEFAULT_LOW_WATER_MARK;
        private int highWaterMark = DEFAULT_HIGH_WATER_MARK;
        private int maxHeldBytes = DEFAULT_MAX_HELD_BYTES;
        private Duration closeTimeout = DEFAULT_CLOSE_TIMEOUT;
        private Duration pingInterval = DEFAULT_PING_INTERVAL;

        private Builder(Wire wire, HeapFrames frames, Executor executor) {
            this.wire = Objects.requireNonNull(wire, "wire");
            this.frames = Objects.requireNonNull(frames, "frames");
            this.executor = Objects.requireNonNull(executor, "executor");
        }

        /**
         * Sets when the connection is writable, see {@link Connection#isWritable}.
         *
         * @param low the bytes at which it becomes so again, not negative
         * @param high the bytes above which it is not, more than {@code low}
         * @return this builder
         * @throws IllegalArgumentException if they are not in that order
         */
        public Builder waterMarks(int low, int high) {
            if (low < 0 || high <= low) {
                throw new IllegalArgumentException("water marks " + low + " and " + high + " are not in order");
            }
            this.lowWaterMark = low;
            this.highWaterMark = high;
            return this;
        }

        /**
         * Sets how much is held while reading is paused; a message may go beyond it.
         *
         * @param bytes the bound, each message counted as 64 bytes more than it has, positive; the default is
         *     {@value #DEFAULT_MAX_HELD_BYTES}
         * @return this builder
         * @throws IllegalArgumentException if it is not positive
         */
        public Builder maxHeldBytes(int bytes) {
            if (bytes < 1) {
                throw new IllegalArgumentException("maxHeldBytes " + bytes + " is not positive");
            }
            this.maxHeldBytes = bytes;
            return this;
        }

        /**
         * Sets how long a close may take before the connection is cut.
         *
         * @param timeout the time, positive; the default is {@link #DEFAULT_CLOSE_TIMEOUT}; not null
         * @return this builder
         * @throws IllegalArgumentException if it is not positive
         */
        public Builder closeTimeout(Duration timeout) {
            this.closeTimeout = positive("closeTimeout", timeout);
            return this;
        }

        /**
         * Sets how often the peer is pinged. One that shows no life is found within two intervals, one that
         * stops in the middle of a message within six.
         *
         * @param interval the time; zero for a transport without pings, which then finds nobody; the default is
         *     {@link #DEFAULT_PING_INTERVAL}; not null
         * @return this builder
         * @throws IllegalArgumentException if it is negative
         */
        public Builder pingInterval(Duration interval) {
            this.pingInterval = interval.isZero() ? interval : positive("pingInterval", interval);
            return this;
        }

        private static Duration positive(String what, Duration duration) {
            if (duration.isZero() || duration.isNegative()) {
                throw new IllegalArgumentException(what + " " + duration + " is not positive");
            }
            return duration;
        }

        /**
         * Builds the connection, which does nothing before {@link QueuedConnection#accept}.
         *
         * @return the connection, not null
         */
        public QueuedConnection build() {
            return new QueuedConnection(this);
        }
    }
}
