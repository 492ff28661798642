package dev.collab4j.hub.memory;

import dev.collab4j.spi.bus.BusListener;
import dev.collab4j.spi.bus.BusSubscription;
import dev.collab4j.spi.bus.GapReason;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A subscription with a bounded queue; one task at a time empties it. */
final class MemorySubscription implements BusSubscription {

    /** Beyond so many bytes messages are dropped, and the listener is told of the gap. */
    private static final long MAX_QUEUED_BYTES = 32 << 20;

    private static final Logger LOG = LoggerFactory.getLogger(MemorySubscription.class);

    private final String channel;
    private final BusListener listener;
    private final Executor threads;
    private final Consumer<MemorySubscription> onClose;
    /** Held during a callback, so that close() can wait for it; reentrant, so that a callback can close. */
    private final ReentrantLock callback = new ReentrantLock();
    /** Guards what follows. */
    private final ReentrantLock lock = new ReentrantLock();

    private final Deque<byte[]> queue = new ArrayDeque<>();
    private long queuedBytes;
    private boolean overflow;
    private boolean running;
    private volatile boolean closed;

    MemorySubscription(String channel, BusListener listener, Executor threads, Consumer<MemorySubscription> onClose) {
        this.channel = channel;
        this.listener = listener;
        this.threads = threads;
        this.onClose = onClose;
    }

    String channel() {
        return channel;
    }

    void start() {
        lock.lock();
        try {
            running = true;
            threads.execute(this::subscribed);
        } finally {
            lock.unlock();
        }
    }

    private void subscribed() {
        call(listener::onSubscribed);
        run();
    }

    void offer(byte[] message) {
        lock.lock();
        try {
            if (closed) {
                return;
            }
            enqueue(message);
            if (!running) {
                running = true;
                threads.execute(this::run);
            }
        } finally {
            lock.unlock();
        }
    }

    private void enqueue(byte[] message) {
        if (queuedBytes + message.length > MAX_QUEUED_BYTES) {
            overflow = true;
        } else {
            queue.add(message);
            queuedBytes += message.length;
        }
    }

    private void run() {
        byte[] message = next();
        while (message != null) {
            ByteBuffer payload = ByteBuffer.wrap(message);
            call(() -> listener.onMessage(payload));
            reportOverflow();
            message = next();
        }
    }

    private byte @Nullable [] next() {
        lock.lock();
        try {
            byte[] message = closed ? null : queue.poll();
            if (message == null) {
                running = false;
            } else {
                queuedBytes -= message.length;
            }
            return message;
        } finally {
            lock.unlock();
        }
    }

    private void reportOverflow() {
        boolean dropped;
        lock.lock();
        try {
            dropped = overflow;
            overflow = false;
        } finally {
            lock.unlock();
        }
        if (dropped) {
            call(() -> listener.onGap(GapReason.OVERFLOW));
        }
    }

    private void call(Runnable body) {
        callback.lock();
        try {
            if (!closed) {
                body.run();
            }
        } catch (RuntimeException e) {
            LOG.error("A listener of channel {} failed", channel, e);
        } finally {
            callback.unlock();
        }
    }

    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            queue.clear();
        } finally {
            lock.unlock();
        }
        onClose.accept(this);
        awaitCallback();
    }

    /** A callback that runs ends before close() returns. */
    private void awaitCallback() {
        callback.lock();
        try {
            closed = true;
        } finally {
            callback.unlock();
        }
    }
}
