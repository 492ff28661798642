package dev.collab4j.netty;

import dev.collab4j.spi.transport.Acceptor;
import dev.collab4j.spi.transport.Admission;
import dev.collab4j.spi.transport.CloseCode;
import dev.collab4j.spi.transport.Connection;
import dev.collab4j.spi.transport.ConnectionListener;
import dev.collab4j.spi.transport.Frame;
import dev.collab4j.spi.transport.Handshake;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/** An acceptor that remembers its sessions, and sessions that remember what came. */
final class Recording implements Acceptor {

    static final int MAX_MESSAGE_BYTES = 100_000;

    final BlockingQueue<Session> sessions = new LinkedBlockingQueue<>();
    volatile Function<Handshake, Admission> admission = handshake -> Admission.accept();

    @Override
    public Admission admit(Handshake handshake) {
        return admission.apply(handshake);
    }

    @Override
    public ConnectionListener accept(Connection connection, Handshake handshake) {
        Session session = new Session(connection, handshake);
        sessions.add(session);
        return session;
    }

    @Override
    public int maxFrameBytes() {
        return MAX_MESSAGE_BYTES;
    }

    Session next() throws InterruptedException {
        Session session = sessions.poll(10, TimeUnit.SECONDS);
        if (session == null) {
            throw new AssertionError("no session");
        }
        return session;
    }

    /** Keeps a loop busy. */
    static void awaitOnLoop(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** One connection. */
    static final class Session implements ConnectionListener {

        final Connection connection;
        final Handshake handshake;
        final BlockingQueue<byte[]> messages = new LinkedBlockingQueue<>();
        final BlockingQueue<CloseCode> closes = new LinkedBlockingQueue<>();
        final AtomicInteger writables = new AtomicInteger();
        final AtomicInteger lateCalls = new AtomicInteger();

        Session(Connection connection, Handshake handshake) {
            this.connection = connection;
            this.handshake = handshake;
        }

        @Override
        public void onFrame(ByteBuffer frame) {
            byte[] message = new byte[frame.remaining()];
            frame.get(message);
            messages.add(message);
        }

        @Override
        public void onWritable() {
            lateCalls.addAndGet(closes.size());
            writables.incrementAndGet();
        }

        @Override
        public void onClosed(CloseCode code, String why) {
            lateCalls.addAndGet(closes.size());
            closes.add(code);
        }

        byte[] nextMessage() throws InterruptedException {
            byte[] message = messages.poll(10, TimeUnit.SECONDS);
            if (message == null) {
                throw new AssertionError("no message");
            }
            return message;
        }

        int closeCode() throws InterruptedException {
            CloseCode code = closes.poll(10, TimeUnit.SECONDS);
            if (code == null) {
                throw new AssertionError("not closed");
            }
            return code.value();
        }

        boolean send(byte[] message) {
            try (Frame frame = connection.frames().frame(ByteBuffer.wrap(message))) {
                return connection.send(frame);
            }
        }

        static byte[] filled(int size, int value) {
            byte[] bytes = new byte[size];
            Arrays.fill(bytes, (byte) value);
            return bytes;
        }
    }
}
