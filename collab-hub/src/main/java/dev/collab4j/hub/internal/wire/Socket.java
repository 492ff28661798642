package dev.collab4j.hub.internal.wire;

import dev.collab4j.hub.Limits;
import dev.collab4j.hub.internal.engine.Overload;
import dev.collab4j.hub.internal.engine.Refusal;
import dev.collab4j.spi.transport.CloseCode;
import dev.collab4j.spi.transport.Connection;
import dev.collab4j.spi.transport.Handshake;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * What the documents of one connection have in common: the way out, a lock, how much of what came in waits for rooms, and
 * how much comes in a second. While that is too much nothing more is read. Thread-safe.
 */
final class Socket {

    /** What may wait however late all is, and by how much it becomes more when it isn't: some small messages. */
    private static final int LEAST_BYTES = 2 << 10;

    private static final int STEP_BYTES = 1 << 10;

    private final Gate gate;
    private final Connection connection;
    private @Nullable Handshake handshake;
    private final ReentrantLock lock = new ReentrantLock();
    private final Rate messages;
    private final Rate bytes;
    private int maxUnprocessed;
    private long unprocessed;
    /** The size of what came last. */
    private int newest;

    /** Too much waits for rooms. */
    private boolean full;
    /** How much less than it may have may wait, as what has had its turn was late. */
    private int held;
    /** Too much came in a short time. */
    private boolean throttled;
    /** How many checks of who it is are under way. */
    private int checks;

    private boolean paused;
    /** What was sent to it alone since nothing was pending; several rooms may write it, and it may be a little wrong. */
    private volatile long ownBytes;

    private boolean authenticated;
    private boolean takesSmallMessages;
    private boolean closed;
    private volatile boolean closedByUs;

    Socket(Gate gate, Connection connection, Handshake handshake) {
        this.gate = gate;
        this.connection = connection;
        this.handshake = handshake;
        Limits limits = gate.engine().limits();
        long now = System.nanoTime();
        this.messages = new Rate(limits.maxMessagesPerSecond(), now);
        this.bytes = new Rate(limits.maxBytesPerSecond(), now);
        this.maxUnprocessed = allowance(limits.maxBytesBeforeAuthentication());
    }

    /** The headers are kept, too; a token fits nevertheless. */
    private int allowance(int most) {
        return Math.max(most - handshake().headerBytes(), most / 4);
    }

    /** Takes only small messages until it is authenticated: its protocol begins with such. */
    void takeSmallMessages() {
        takesSmallMessages = true;
        connection.maxFrameBytes(maxUnprocessed);
    }

    Gate gate() {
        return gate;
    }

    Connection connection() {
        return connection;
    }

    /** How it came, unless that was forgotten. */
    Handshake handshake() {
        return Objects.requireNonNull(handshake, "the handshake was forgotten");
    }

    /** Nobody asks any more how it came: it is known, and isn't going to be authenticated again. */
    void forgetHandshake() {
        handshake = null;
    }

    /** Guards all that belongs to the connection. */
    ReentrantLock lock() {
        return lock;
    }

    /** One of its documents is open to its client, who may be trusted with more memory. */
    void authenticated() {
        lock.lock();
        try {
            maxUnprocessed = gate.engine().limits().maxUnprocessedBytes();
            if (!authenticated) {
                authenticated = true;
                gate.known(this);
                connection.maxFrameBytes(gate.engine().limits().maxFrameBytes());
            }
            update();
        } finally {
            lock.unlock();
        }
    }

    /** The caller holds the lock. */
    boolean isAuthenticated() {
        return authenticated;
    }

    /** Who it is is being checked; {@link #checked} follows. Nothing more is read from a stranger meanwhile. */
    void checking() {
        lock.lock();
        try {
            checks++;
            update();
        } finally {
            lock.unlock();
        }
    }

    void checked() {
        lock.lock();
        try {
            checks--;
            update();
        } finally {
            lock.unlock();
        }
    }

    /** Something isn't taken. */
    void refused(Refusal why) {
        gate.engine().tally().refused(why);
    }

    /** A message goes out, which others may be sent, too. */
    void sent(int length) {
        gate.engine().tally().sent(length);
    }

    /** Of what was sent, so much was for this connection alone. */
    void sentOwn(int length) {
        boolean hasDrained = connection.pendingBytes() <= length;
        ownBytes = hasDrained ? length : ownBytes + length;
    }

    /** Of what isn't written yet, at most so much is for this connection alone. From any thread. */
    long ownPendingBytes() {
        return Math.min(ownBytes, connection.pendingBytes());
    }

    /** A frame has come. */
    void arrived(int length) {
        gate.engine().tally().received(length);
        lock.lock();
        try {
            long now = System.nanoTime();
            long ofMessages = messages.take(1, now);
            long ofBytes = bytes.take(length, now);
            long pause = Math.max(ofMessages, ofBytes);
            if (pause > 0 && !throttled) {
                refused(ofMessages >= ofBytes ? Refusal.MESSAGE_RATE : Refusal.BYTE_RATE);
                throttle(Duration.ofNanos(pause));
            }
        } finally {
            lock.unlock();
        }
    }

    private void throttle(Duration pause) {
        throttled = true;
        update();
        gate.engine().later(pause, this::goOn);
    }

    private void goOn() {
        lock.lock();
        try {
            throttled = false;
            update();
        } finally {
            lock.unlock();
        }
    }

    /** Something waits for a room, or for the permission to enter it; {@link #processed} follows. */
    void received(int length) {
        lock.lock();
        try {
            unprocessed += length;
            newest = length;
            update();
        } finally {
            lock.unlock();
        }
    }

    /** A message has had its turn, after so long. */
    void handled(int length, long waited) {
        lock.lock();
        try {
            int window = maxUnprocessed - held;
            int next = gate.engine().overload().isLate(waited) ? window / 2 : window + STEP_BYTES;
            held = maxUnprocessed - Math.min(maxUnprocessed, Math.max(next, LEAST_BYTES));
            processed(length);
        } finally {
            lock.unlock();
        }
    }

    void processed(int length) {
        lock.lock();
        try {
            unprocessed -= length;
            update();
        } finally {
            lock.unlock();
        }
    }

    private void update() {
        boolean wasFull = full;
        int most = Math.max(maxUnprocessed - held, 0);
        full = unprocessed > (full ? most / 2 : most);
        if (full && !wasFull) {
            countPause();
        }
        boolean pause = full || throttled || (checks > 0 && !authenticated);
        if (pause != paused) {
            paused = pause;
            if (pause) {
                connection.pauseReading();
            } else {
                connection.resumeReading();
            }
        }
    }

    /** That a large message waits alone is nothing to speak of. */
    private void countPause() {
        if (held > 0) {
            gate.engine().overload().shed(Overload.Level.READING);
        } else if (unprocessed > newest || !authenticated) {
            refused(authenticated ? Refusal.UNPROCESSED : Refusal.BEFORE_AUTHENTICATION);
        }
    }

    void close(CloseCode code, String why) {
        closedByUs = true;
        connection.close(code, why);
    }

    /** The caller holds the lock. */
    boolean isClosed() {
        return closed;
    }

    /** The connection has ended, for a message that is too large if by that code; the caller holds the lock. */
    void ended(CloseCode code, CloseCode tooLarge) {
        closed = true;
        if (!closedByUs && code.equals(tooLarge)) {
            refused(takesSmallMessages && !authenticated ? Refusal.BEFORE_AUTHENTICATION : Refusal.FRAME);
        }
        gate.leave(this);
    }
}
