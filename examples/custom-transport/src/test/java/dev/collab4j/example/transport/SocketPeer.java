package dev.collab4j.example.transport;

import dev.collab4j.testkit.HandshakeRejectedException;
import dev.collab4j.testkit.TransportContract.Peer;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A client, with a thread that reads. */
final class SocketPeer implements Peer {

    private final Socket socket;
    private final DataInputStream in;
    private final DataOutputStream out;
    private final BlockingQueue<byte[]> messages = new LinkedBlockingQueue<>();
    private final BlockingQueue<byte[]> pongs = new LinkedBlockingQueue<>();
    private final CompletableFuture<Integer> closed = new CompletableFuture<>();
    private final Semaphore mayRead = new Semaphore(1);
    private volatile boolean silent;

    private SocketPeer(Socket socket) throws IOException {
        this.socket = socket;
        this.in = new DataInputStream(socket.getInputStream());
        this.out = new DataOutputStream(socket.getOutputStream());
    }

    static SocketPeer connect(Socket socket, String path) throws IOException {
        SocketPeer peer = new SocketPeer(socket);
        peer.out.writeUTF(path);
        int status = peer.in.readShort();
        if (status != 0) {
            throw new HandshakeRejectedException(status, "refused");
        }
        Thread reader = new Thread(peer::readAll, "websocket-peer");
        reader.setDaemon(true);
        reader.start();
        return peer;
    }

    private void readAll() {
        try {
            int code = 1006;
            while (code == 1006) {
                mayRead.acquire();
                mayRead.release();
                code = read();
            }
            socket.close();
            closed.complete(code);
        } catch (IOException | InterruptedException e) {
            closed.complete(1006);
        }
    }

    private int read() throws IOException {
        byte[] bytes = new byte[in.readInt()];
        int kind = in.readByte();
        in.readFully(bytes);
        if (kind == 0) {
            messages.add(bytes);
        } else if (kind == 1 && !silent) {
            frame(2, bytes);
        } else if (kind == 2) {
            pongs.add(bytes);
        } else if (kind == 3) {
            frame(3, bytes);
            return ByteBuffer.wrap(bytes).getShort();
        }
        return 1006;
    }

    synchronized void header(int length, int kind) throws IOException {
        out.writeInt(length);
        out.writeByte(kind);
    }

    private synchronized void frame(int kind, byte[] bytes) throws IOException {
        header(bytes.length, kind);
        out.write(bytes);
    }

    @Override
    public void send(byte[] message) throws IOException {
        frame(0, message);
    }

    @Override
    public byte[] receive(Duration within) throws InterruptedException {
        return messages.poll(within.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public boolean ping(Duration within) throws Exception {
        frame(1, new byte[1]);
        return pongs.poll(within.toMillis(), TimeUnit.MILLISECONDS) != null;
    }

    @Override
    public void goSilent() {
        silent = true;
    }

    @Override
    public void stopReading() {
        mayRead.acquireUninterruptibly();
    }

    @Override
    public void resumeReading() {
        mayRead.release();
    }

    @Override
    public void close(int code, String reason) {
        try {
            frame(
                    3,
                    code == 1005
                            ? new byte[0]
                            : ByteBuffer.allocate(2).putShort((short) code).array());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void cut() {
        try {
            socket.close();
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
