package dev.collab4j.spi.transport;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The way out: what waits to be written, and the one write that is under way. Thread-safe. */
@SuppressWarnings("FutureReturnValueIgnored") // what a stage does is guarded, or reported by the lane
final class Outbox {

    private static final int MOST_VISITS_OF_DUE_PING = 4;
    private static final CompletableFuture<?> DONE = CompletableFuture.completedFuture(null);

    private final Wire wire;
    private final Executor executor;
    private final int lowWaterMark;
    private final int highWaterMark;
    private final Runnable onDrained;
    private final Consumer<Throwable> onFailed;
    private final Runnable onCloseWritten;

    private final ReentrantLock lock = new ReentrantLock();
    private final Deque<HeapFrame> queue = new ArrayDeque<>();
    private @Nullable HeapFrame underWay;
    private long pendingBytes;
    private boolean full;
    private boolean writing;
    private @Nullable ByteBuffer pongDue;
    private boolean pingDue;
    private int visitsOfDuePing;
    private long pingWrittenAt = System.nanoTime();
    private @Nullable Ending closing;
    private boolean over;
    private boolean dropped;

    Outbox(
            Wire wire,
            Executor executor,
            int lowWaterMark,
            int highWaterMark,
            Runnable onDrained,
            Consumer<Throwable> onFailed,
            Runnable onCloseWritten) {
        this.wire = wire;
        this.executor = executor;
        this.lowWaterMark = lowWaterMark;
        this.highWaterMark = highWaterMark;
        this.onDrained = onDrained;
        this.onFailed = onFailed;
        this.onCloseWritten = onCloseWritten;
    }

    /** One thing that is done to the wire. */
    private interface Step {
        CompletableFuture<?> run() throws Exception;
    }

    /** False if a close has begun. After a failed write it is true until the connection ends, which comes at once. */
    boolean add(HeapFrame frame) {
        lock.lock();
        try {
            if (closing != null || dropped) {
                return false;
            }
            frame.retain();
            queue.add(frame);
            pendingBytes += frame.length();
            full |= pendingBytes > highWaterMark;
            return true;
        } finally {
            lock.unlock();
        }
    }

    void ping() {
        lock.lock();
        try {
            pingDue = true;
        } finally {
            lock.unlock();
        }
        flush();
    }

    /**
     * Answers a ping. Only the newest is answered if there are more than can be written, so that a peer that pings and
     * never reads holds no memory (RFC 6455, 5.5.3 allows it).
     */
    void pong(ByteBuffer payload) {
        lock.lock();
        try {
            pongDue = payload;
        } finally {
            lock.unlock();
        }
        flush();
    }

    /** The close frame goes out behind what was added so far. */
    void close(Ending how) {
        lock.lock();
        try {
            closing = how;
        } finally {
            lock.unlock();
        }
        flush();
    }

    void flush() {
        if (begins()) {
            executor.execute(this::write);
        }
    }

    private boolean begins() {
        lock.lock();
        try {
            boolean due = pongDue != null || pingDue || closing != null || !queue.isEmpty();
            boolean begins = due && !writing && !over;
            writing |= begins;
            return begins;
        } finally {
            lock.unlock();
        }
    }

    /** Writes until nothing is left or a write takes its time, whose end goes on. */
    private void write() {
        for (Step step = next(); step != null; step = next()) {
            CompletableFuture<?> done = start(step);
            if (!done.isDone()) {
                done.whenComplete((result, failure) -> executor.execute(() -> goOn(done)));
                return;
            }
            finish(done);
        }
    }

    private void goOn(CompletableFuture<?> done) {
        finish(done);
        write();
    }

    private @Nullable Step next() {
        lock.lock();
        try {
            Step step = over ? null : choose();
            writing = step != null;
            return step;
        } finally {
            lock.unlock();
        }
    }

    private @Nullable Step choose() {
        ByteBuffer pong = pongDue;
        if (pong != null) {
            pongDue = null;
            return () -> writePong(pong);
        }
        if (pingDue) {
            return this::writePing;
        }
        HeapFrame frame = queue.poll();
        if (frame != null) {
            underWay = frame;
            return () -> wire.write(frame.bytes());
        }
        Ending how = closing;
        if (how == null) {
            return null;
        }
        over = true;
        return () -> writeClose(how);
    }

    private CompletableFuture<?> writePong(ByteBuffer payload) throws Exception {
        wire.pong(payload);
        return DONE;
    }

    private CompletableFuture<?> writePing() throws Exception {
        lock.lock();
        try {
            pingDue = false;
            visitsOfDuePing = 0;
            pingWrittenAt = System.nanoTime();
        } finally {
            lock.unlock();
        }
        wire.ping();
        return DONE;
    }

    private CompletableFuture<?> writeClose(Ending how) throws Exception {
        wire.close(how.code(), how.why());
        onCloseWritten.run();
        return DONE;
    }

    private static CompletableFuture<?> start(Step step) {
        try {
            return step.run();
        } catch (Exception | Error e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private void finish(CompletableFuture<?> done) {
        if (releaseWritten()) {
            onDrained.run();
        }
        if (done.isCompletedExceptionally()) {
            stop();
            done.whenComplete((result, failure) -> onFailed.accept(failure));
        }
    }

    private void stop() {
        lock.lock();
        try {
            over = true;
        } finally {
            lock.unlock();
        }
    }

    /** True if that makes the connection writable again. */
    private boolean releaseWritten() {
        lock.lock();
        try {
            HeapFrame written = underWay;
            if (written == null) {
                return false;
            }
            underWay = null;
            written.release();
            pendingBytes -= written.length();
            boolean drained = full && pendingBytes <= lowWaterMark;
            full &= !drained;
            return drained;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Whether the silence of the peer says nothing yet: it got a ping so late that it had less than {@code toAnswer} nanoseconds,
     * or the ping still waits behind a message, at most for four calls. For once each ping interval.
     */
    boolean excusesSilence(long toAnswer) {
        lock.lock();
        try {
            if (pingDue) {
                return ++visitsOfDuePing <= MOST_VISITS_OF_DUE_PING;
            }
            return System.nanoTime() - pingWrittenAt < toAnswer;
        } finally {
            lock.unlock();
        }
    }

    long pendingBytes() {
        lock.lock();
        try {
            return pendingBytes;
        } finally {
            lock.unlock();
        }
    }

    boolean isFull() {
        lock.lock();
        try {
            return full;
        } finally {
            lock.unlock();
        }
    }

    /** The connection has ended: frees everything. */
    void drop() {
        lock.lock();
        try {
            over = true;
            dropped = true;
            if (underWay != null) {
                queue.add(underWay);
            }
            underWay = null;
            queue.forEach(HeapFrame::release);
            queue.clear();
            pendingBytes = 0;
        } finally {
            lock.unlock();
        }
    }
}
