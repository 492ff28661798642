package dev.collab4j.netty;

import dev.collab4j.testkit.TransportContract.Peer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A well-behaved client over a {@link RawClient}, with a thread that reads. */
final class RawPeer implements Peer {

    private final RawClient client;
    private final BlockingQueue<byte[]> messages = new LinkedBlockingQueue<>();
    private final CompletableFuture<Integer> closed = new CompletableFuture<>();
    private final Object gate = new Object();
    private boolean stopped;
    private boolean closeSent;

    RawPeer(RawClient client) {
        this.client = client;
        Thread reader = new Thread(this::readAll, "raw-peer");
        reader.setDaemon(true);
        reader.start();
    }

    private void readAll() {
        int code = 1006;
        try {
            for (boolean open = true; open; ) {
                awaitGate();
                RawClient.Received frame = client.read();
                switch (frame.opcode()) {
                    case 0x2 -> messages.add(frame.payload());
                    case 0x8 -> {
                        code = frame.closeCode();
                        answerClose(code);
                        open = false;
                    }
                    case 0x9 -> sendFrame(0x8A, frame.payload());
                    default -> {}
                }
            }
            client.isAtEnd();
            client.close();
        } catch (IOException | InterruptedException e) {
            // the end of the connection, which the code tells
        }
        closed.complete(code);
    }

    private void awaitGate() throws InterruptedException {
        synchronized (gate) {
            while (stopped) {
                gate.wait();
            }
        }
    }

    private void answerClose(int code) {
        try {
            close(code == 1005 ? 1000 : code, "");
        } catch (UncheckedIOException e) {
            // the server did not wait for the answer
        }
    }

    private synchronized void sendFrame(int firstByte, byte[] payload) throws IOException {
        client.frame(firstByte, payload);
    }

    @Override
    public void send(byte[] message) throws IOException {
        sendFrame(0x82, message);
    }

    @Override
    public byte[] receive(Duration within) throws InterruptedException {
        return messages.poll(within.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** A read that waits for a frame still takes that one. */
    @Override
    public void stopReading() {
        synchronized (gate) {
            stopped = true;
        }
    }

    @Override
    public void resumeReading() {
        synchronized (gate) {
            stopped = false;
            gate.notifyAll();
        }
    }

    @Override
    public synchronized void close(int code, String reason) {
        if (closeSent) {
            return;
        }
        closeSent = true;
        try {
            client.closeFrame(code, reason);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void cut() {
        try {
            client.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public int awaitClose(Duration within) throws Exception {
        try {
            return closed.get(within.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            return 0;
        }
    }
}
