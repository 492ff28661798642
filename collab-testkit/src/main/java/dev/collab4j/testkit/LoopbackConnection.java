package dev.collab4j.testkit;

import dev.collab4j.spi.transport.Acceptor;
import dev.collab4j.spi.transport.CloseCode;
import dev.collab4j.spi.transport.Connection;
import dev.collab4j.spi.transport.ConnectionListener;
import dev.collab4j.spi.transport.Frame;
import dev.collab4j.spi.transport.FrameFactory;
import dev.collab4j.spi.transport.Handshake;
import dev.collab4j.spi.transport.HeapFrame;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** The server's end of a loopback connection. The lock guards the way out; the way in belongs to the loop. */
final class LoopbackConnection implements Connection {

    private static final byte OVERWRITTEN = (byte) 0xee;

    private final LoopbackTransport transport;
    private final LoopbackListener client;
    private final LoopbackPeer peer = new LoopbackPeer(this);
    private final ReentrantLock lock = new ReentrantLock();
    private final Deque<HeapFrame> unflushed = new ArrayDeque<>();
    private final Deque<HeapFrame> flushed = new ArrayDeque<>();
    private long pendingBytes;
    private boolean aboveHighWater;
    private boolean peerReads = true;
    private @Nullable CloseCode closing;
    private String closingWhy = "";

    private final Deque<Runnable> inbound = new ArrayDeque<>();
    private @Nullable ConnectionListener listener;
    private @Nullable Future<?> deadline;
    private volatile boolean readingPaused;
    private volatile int maxFrameBytes = Integer.MAX_VALUE;
    private volatile boolean ended;

    LoopbackConnection(LoopbackTransport transport, LoopbackListener client) {
        this.transport = transport;
        this.client = client;
    }

    LoopbackPeer peer() {
        return peer;
    }

    // The way in, on the loop

    void accept(Acceptor acceptor, Handshake handshake) {
        try {
            listener = acceptor.accept(this, handshake);
        } catch (RuntimeException e) {
            close(CloseCode.INTERNAL_ERROR, "accept failed");
            return;
        }
        if (listener == null) {
            close(CloseCode.POLICY_VIOLATION, "refused");
        }
    }

    void receive(byte[] message) {
        transport.execute(() -> {
            inbound.add(() -> deliver(message));
            drainInbound();
        });
    }

    void receiveText() {
        transport.execute(() -> {
            inbound.add(() -> close(CloseCode.UNSUPPORTED_DATA, "text"));
            drainInbound();
        });
    }

    void peerCloses(CloseCode code, String why) {
        transport.execute(() -> {
            inbound.add(() -> end(code, why));
            if (code.equals(CloseCode.ABNORMAL)) {
                end(code, why); // a cut is no frame, it does not wait behind a paused reader
            }
            drainInbound();
        });
    }

    private void drainInbound() {
        while (!readingPaused && !ended && !inbound.isEmpty()) {
            inbound.remove().run();
        }
    }

    private void deliver(byte[] message) {
        ConnectionListener current = listener;
        if (current == null || isClosing()) {
            return;
        }
        if (message.length > Math.min(maxFrameBytes, transport.maxFrameBytes())) {
            close(transport.tooLarge(), "message of " + message.length + " bytes");
            return;
        }
        guarded(() -> current.onFrame(ByteBuffer.wrap(message)));
        Arrays.fill(message, OVERWRITTEN);
    }

    private void guarded(Runnable call) {
        try {
            call.run();
        } catch (RuntimeException e) {
            close(CloseCode.INTERNAL_ERROR, "listener failed");
        }
    }

    // The way out, from any thread

    @Override
    public boolean send(Frame frame) {
        HeapFrame message = transport.frames().own(frame);
        lock.lock();
        try {
            if (ended || closing != null) {
                return false;
            }
            message.retain();
            unflushed.add(message);
            pendingBytes += message.length();
            aboveHighWater |= pendingBytes > LoopbackTransport.HIGH_WATER_BYTES;
            return true;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void flush() {
        lock.lock();
        try {
            flushed.addAll(unflushed);
            unflushed.clear();
        } finally {
            lock.unlock();
        }
        transport.execute(this::write);
    }

    void peerReads(boolean reads) {
        lock.lock();
        try {
            peerReads = reads;
        } finally {
            lock.unlock();
        }
        transport.execute(this::write);
    }

    private void write() {
        HeapFrame message = nextToWrite();
        while (message != null) {
            client.onMessage(bytesOf(message));
            written(message);
            message = nextToWrite();
        }
        endWhenAllIsOut();
    }

    private static byte[] bytesOf(HeapFrame message) {
        byte[] bytes = new byte[message.length()];
        message.bytes().get(bytes);
        return bytes;
    }

    private @Nullable HeapFrame nextToWrite() {
        lock.lock();
        try {
            return peerReads && !ended ? flushed.poll() : null;
        } finally {
            lock.unlock();
        }
    }

    private void written(HeapFrame message) {
        int length = message.length();
        message.release();
        if (drained(length)) {
            ConnectionListener current = listener;
            if (current != null) {
                guarded(current::onWritable);
            }
        }
    }

    private boolean drained(int length) {
        lock.lock();
        try {
            pendingBytes -= length;
            boolean crossed = aboveHighWater && pendingBytes < LoopbackTransport.LOW_WATER_BYTES;
            aboveHighWater &= !crossed;
            return crossed;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public long pendingBytes() {
        lock.lock();
        try {
            return pendingBytes;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public boolean isWritable() {
        lock.lock();
        try {
            return !aboveHighWater && !ended && closing == null;
        } finally {
            lock.unlock();
        }
    }

    private boolean isClosing() {
        lock.lock();
        try {
            return closing != null;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void maxFrameBytes(int bytes) {
        maxFrameBytes = bytes;
    }

    @Override
    public void pauseReading() {
        readingPaused = true;
    }

    @Override
    public void resumeReading() {
        readingPaused = false;
        transport.execute(this::drainInbound);
    }

    @Override
    public void ping() {
        // a loopback has no half-open peers
    }

    // The end

    @Override
    public void close(CloseCode code, String why) {
        lock.lock();
        try {
            if (ended || closing != null) {
                return;
            }
            closing = code;
            closingWhy = why;
        } finally {
            lock.unlock();
        }
        flush();
        transport.execute(() -> startDeadline(code, why));
    }

    private void startDeadline(CloseCode code, String why) {
        if (!ended) {
            deadline = transport.schedule(() -> end(code, why), transport.closeTimeoutMillis());
        }
    }

    private void endWhenAllIsOut() {
        CloseCode code;
        lock.lock();
        try {
            code = flushed.isEmpty() && peerReads ? closing : null;
        } finally {
            lock.unlock();
        }
        if (code != null) {
            end(code, closingWhy);
        }
    }

    /** Ends the connection, once; on the loop. */
    void end(CloseCode code, String why) {
        if (ended) {
            return;
        }
        dropUnwritten();
        inbound.clear();
        transport.forget(this);
        if (deadline != null) {
            deadline.cancel(false);
        }
        ConnectionListener current = listener;
        if (current != null) {
            guarded(() -> current.onClosed(code, why));
        }
        client.onClosed(code, why);
    }

    private void dropUnwritten() {
        lock.lock();
        try {
            ended = true;
            unflushed.forEach(HeapFrame::release);
            flushed.forEach(HeapFrame::release);
            unflushed.clear();
            flushed.clear();
            pendingBytes = 0;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public Executor loop() {
        return transport.loop();
    }

    @Override
    public FrameFactory frames() {
        return transport.frames();
    }
}
