package dev.collab4j.testkit;

import dev.collab4j.spi.transport.Acceptor;
import dev.collab4j.spi.transport.Admission;
import dev.collab4j.spi.transport.CloseCode;
import dev.collab4j.spi.transport.Handshake;
import dev.collab4j.spi.transport.HeapFrames;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * A transport without a network: it drives an {@link Acceptor} in this process. It keeps the rules of a real one and is
 * stricter where a mistake could hide: frames leave only with a flush, the buffer of {@code onFrame} is overwritten
 * after the call, and unfreed frames are counted. A client that stops reading makes its connection lag, as over a
 * network whose buffers are full.
 *
 * <p>One thread runs all its connections. Thread-safe.
 */
public final class LoopbackTransport implements AutoCloseable {

    /** Above so many unread bytes a connection is not writable. */
    public static final int HIGH_WATER_BYTES = 64 * 1024;

    /** Below so many it is writable again. */
    public static final int LOW_WATER_BYTES = 32 * 1024;

    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);
    private static final long CLOSE_SECONDS = 10;

    private final Acceptor acceptor;
    private final Duration closeTimeout;
    private final HeapFrames frames = new HeapFrames();
    private final Set<LoopbackConnection> connections = ConcurrentHashMap.newKeySet();
    private final ScheduledThreadPoolExecutor loop = new ScheduledThreadPoolExecutor(1, LoopbackTransport::thread);

    /**
     * A transport that serves an acceptor.
     *
     * @param acceptor what it serves, not null
     */
    public LoopbackTransport(Acceptor acceptor) {
        this(acceptor, CLOSE_TIMEOUT);
    }

    /** As the other, with another deadline for peers that don't read what was sent before a close. */
    LoopbackTransport(Acceptor acceptor, Duration closeTimeout) {
        this.acceptor = acceptor;
        this.closeTimeout = closeTimeout;
        loop.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        loop.setRemoveOnCancelPolicy(true);
    }

    private static Thread thread(Runnable body) {
        Thread thread = new Thread(body, "collab-loopback");
        thread.setDaemon(true);
        return thread;
    }

    /**
     * Connects a client.
     *
     * @param handshake the request, not null
     * @param listener what the client does with messages, called on the transport's thread, not null
     * @return the client's end, not null
     * @throws HandshakeRejectedException if the acceptor refuses
     * @throws IllegalStateException if the transport is closed
     */
    public LoopbackPeer connect(Handshake handshake, LoopbackListener listener) {
        if (loop.isShutdown()) {
            throw new IllegalStateException("the transport is closed");
        }
        if (acceptor.admit(handshake) instanceof Admission.Rejected rejected) {
            throw new HandshakeRejectedException(rejected.status(), rejected.reason());
        }
        LoopbackConnection connection = new LoopbackConnection(this, listener);
        connections.add(connection);
        execute(() -> connection.accept(acceptor, handshake));
        return connection.peer();
    }

    /**
     * How many prepared frames are not freed.
     *
     * @return the count; 0 when everything that was sent is read and closed
     */
    public int openFrames() {
        return frames.open();
    }

    /**
     * How many bytes wait for clients that don't read.
     *
     * @return the sum over all connections
     */
    public long pendingBytes() {
        return connections.stream().mapToLong(LoopbackConnection::pendingBytes).sum();
    }

    int maxFrameBytes() {
        return acceptor.maxFrameBytes();
    }

    long closeTimeoutMillis() {
        return closeTimeout.toMillis();
    }

    CloseCode tooLarge() {
        return acceptor.tooLarge();
    }

    HeapFrames frames() {
        return frames;
    }

    Executor loop() {
        return loop;
    }

    /** Runs something on the loop; nothing happens any more once the transport is closed. */
    void execute(Runnable task) {
        try {
            loop.execute(() -> reportFailure(task));
        } catch (RejectedExecutionException e) {
            if (!loop.isShutdown()) {
                throw e;
            }
        }
    }

    /** A scheduled pool would keep an exception for a future that nobody looks at. */
    private static void reportFailure(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException | Error e) {
            Thread current = Thread.currentThread();
            current.getUncaughtExceptionHandler().uncaughtException(current, e);
        }
    }

    Future<?> schedule(Runnable task, long millis) {
        return loop.schedule(task, millis, TimeUnit.MILLISECONDS);
    }

    void forget(LoopbackConnection connection) {
        connections.remove(connection);
    }

    /** Cuts all connections, with their {@code onClosed}, and ends the thread. Idempotent. */
    @Override
    public void close() {
        execute(() -> List.copyOf(connections).forEach(c -> c.end(CloseCode.GOING_AWAY, "shutdown")));
        loop.shutdown();
        try {
            if (!loop.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS)) {
                throw new IllegalStateException("a listener has blocked the loop for " + CLOSE_SECONDS + " s");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
