package dev.collab4j.spi.transport;

import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The way in: the listener, and what it doesn't want to have yet. All on the lane, except where said. */
final class Inbox {

    /** What a held message costs beside its bytes: one without any is not free. */
    private static final int OVERHEAD_BYTES = 64;

    private static final System.Logger LOG = System.getLogger(QueuedConnection.class.getName());

    private final int maxHeldBytes;
    private final Predicate<byte[]> fits;
    private final Runnable onFailed;
    private final Deque<byte[]> held = new ArrayDeque<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition room = lock.newCondition();
    private long heldBytes;
    private boolean stopped;
    private @Nullable ConnectionListener listener;
    private volatile boolean paused;

    /** {@code fits} is asked before a message is delivered, {@code onFailed} runs when the listener has thrown. */
    Inbox(int maxHeldBytes, Predicate<byte[]> fits, Runnable onFailed) {
        this.maxHeldBytes = maxHeldBytes;
        this.fits = fits;
        this.onFailed = onFailed;
    }

    void listener(ConnectionListener accepted) {
        listener = accepted;
    }

    /** From any thread. */
    void pause() {
        paused = true;
    }

    /** From any thread; {@link #deliverNext} follows. */
    void resume() {
        paused = false;
    }

    boolean isPaused() {
        return paused;
    }

    /** From any thread: whether so much is held that no more should be read. */
    boolean isFull() {
        lock.lock();
        try {
            return heldBytes >= maxHeldBytes;
        } finally {
            lock.unlock();
        }
    }

    /** From any thread, before the message is handed over by {@link #add}; false if there is no room for it. */
    boolean reserve(byte[] message) {
        lock.lock();
        try {
            boolean fits = heldBytes < maxHeldBytes;
            heldBytes += fits ? cost(message) : 0;
            return fits;
        } finally {
            lock.unlock();
        }
    }

    private void free(byte[] message) {
        lock.lock();
        try {
            heldBytes -= cost(message);
            room.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** From any thread. */
    void awaitRoom() throws InterruptedException {
        lock.lock();
        try {
            while (heldBytes >= maxHeldBytes && !stopped) {
                room.await();
            }
        } finally {
            lock.unlock();
        }
    }

    /** From any thread: nothing is delivered any more. */
    void stopWaiting() {
        lock.lock();
        try {
            stopped = true;
            room.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private static int cost(byte[] message) {
        return OVERHEAD_BYTES + message.length;
    }

    void add(byte[] message) {
        held.add(message);
    }

    /** False if there is nothing to deliver now. */
    boolean deliverNext() {
        return !paused && deliverHeld();
    }

    /** Also while reading is paused; false if there is nothing. */
    boolean deliverHeld() {
        byte[] next = held.poll();
        if (next == null) {
            return false;
        }
        free(next);
        if (fits.test(next)) {
            call(target -> target.onFrame(ByteBuffer.wrap(next)));
        }
        return true;
    }

    void tellWritable() {
        call(ConnectionListener::onWritable);
    }

    void tellClosed(Ending how) {
        held.clear();
        call(target -> target.onClosed(how.code(), how.why()));
        listener = null;
    }

    private interface Call {
        void on(ConnectionListener target);
    }

    private void call(Call call) {
        ConnectionListener target = listener;
        if (target == null) {
            return;
        }
        try {
            call.on(target);
        } catch (RuntimeException | Error e) {
            LOG.log(Level.ERROR, "A listener has thrown, its connection is closed", e);
            onFailed.run();
        }
    }
}
