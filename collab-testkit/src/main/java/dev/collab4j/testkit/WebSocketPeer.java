package dev.collab4j.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** A well-behaved client over a {@link RawClient}, with a thread that reads. */
final class WebSocketPeer implements TransportContract.Peer {

    /** The name of the threads, which are no transport's. */
    static final String THREAD = "websocket-peer";

    private final RawClient client;
    private final BlockingQueue<byte[]> messages = new LinkedBlockingQueue<>();
    private final BlockingQueue<byte[]> pongs = new LinkedBlockingQueue<>();
    private final CompletableFuture<Integer> closed = new CompletableFuture<>();
    private final Object gate = new Object();
    private boolean stopped;
    private boolean closeSent;
    private volatile boolean silent;

    WebSocketPeer(RawClient client) {
        this.client = client;
        Thread reader = new Thread(this::readAll, THREAD);
        reader.setDaemon(true);
        reader.start();
    }

    private void readAll() {
        int code = 1006;
        try {
            while (code == 1006) {
                code = take(next());
            }
            client.isAtEnd();
            client.close();
        } catch (IOException | InterruptedException e) {
            // the end of the connection, which the code tells
        }
        closed.complete(code);
    }

    private RawClient.Received next() throws IOException, InterruptedException {
        synchronized (gate) {
            while (stopped) {
                gate.wait();
            }
        }
        return client.read();
    }

    /** The code of a close frame; 1006 if it is another one. */
    private int take(RawClient.Received frame) throws IOException {
        switch (frame.opcode()) {
            case 0x2 -> messages.add(frame.payload());
            case 0x8 -> {
                answerClose(frame.closeCode());
                return frame.closeCode();
            }
            case 0x9 -> answerPing(frame.payload());
            case 0xA -> pongs.add(frame.payload());
            default -> throw new IOException("a frame of opcode " + frame.opcode());
        }
        return 1006;
    }

    private void answerClose(int code) {
        try {
            close(code, "");
        } catch (UncheckedIOException e) {
            // the server did not wait for the answer
        }
    }

    private void answerPing(byte[] payload) throws IOException {
        if (!silent) {
            sendFrame(0x8A, payload);
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
    public byte @Nullable [] receive(Duration within) throws InterruptedException {
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
    public boolean ping(Duration within) throws Exception {
        sendFrame(0x89, new byte[] {7});
        return pongs.poll(within.toMillis(), TimeUnit.MILLISECONDS) != null;
    }

    @Override
    public void goSilent() {
        silent = true;
    }

    @Override
    public synchronized void close(int code, String reason) {
        if (closeSent || silent) {
            return;
        }
        closeSent = true;
        try {
            if (code == 1005) {
                client.frame(0x88, new byte[0]);
            } else {
                client.closeFrame(code, reason);
            }
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
