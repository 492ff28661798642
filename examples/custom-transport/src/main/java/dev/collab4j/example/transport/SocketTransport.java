package dev.collab4j.example.transport;

import dev.collab4j.spi.transport.*;
import java.io.*;
import java.net.*;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.*;

/**
 * A transport on plain sockets. A client begins with its path, as {@link DataOutput#writeUTF} writes it, and gets two bytes:
 * 0, or the HTTP status of a refusal. Then frames go both ways: the length of what they hold, its kind, and the bytes.
 */
public final class SocketTransport implements AutoCloseable {
    private static final int MESSAGE = 0, PING = 1, PONG = 2, CLOSE = 3;

    private final Acceptor acceptor;
    private final Duration pingInterval;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Set<QueuedConnection> connections = ConcurrentHashMap.newKeySet();
    final ServerSocket server = new ServerSocket(0, 1_000, InetAddress.getLoopbackAddress());
    final HeapFrames frames = new HeapFrames();

    public SocketTransport(Acceptor acceptor, Duration pingInterval) throws IOException {
        this.acceptor = acceptor;
        this.pingInterval = pingInterval;
        threads.execute(this::listen);
    }

    private void listen() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                threads.execute(() -> serve(socket));
            } catch (IOException e) {
                // closed by us, or by a client before it was accepted
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            socket.setSoTimeout(1_000); // for the handshake
            DataInputStream in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
            DataOutputStream out = new DataOutputStream(socket.getOutputStream());
            String path = in.readUTF();
            Handshake handshake =
                    Handshake.builder(path, path.substring("/y/".length())).build();
            Admission admission = acceptor.admit(handshake);
            out.writeShort(admission instanceof Admission.Rejected rejected ? rejected.status() : 0);
            socket.setSoTimeout(0);
            if (admission instanceof Admission.Accepted && !server.isClosed()) {
                serve(new SocketWire(socket, in, out), handshake);
            }
        } catch (IOException | InterruptedException | RuntimeException e) {
            // nobody else is concerned
        }
    }

    private void serve(SocketWire wire, Handshake handshake) throws InterruptedException {
        QueuedConnection connection = QueuedConnection.builder(wire, frames, threads)
                .pingInterval(pingInterval)
                .build();
        connections.add(connection);
        connection.accept(acceptor, handshake);
        try {
            wire.read(connection, acceptor);
            connection.whenEnded().join(); // the answer to the close frame is out
        } catch (IOException | RuntimeException e) {
            connection.ended(CloseCode.ABNORMAL, "the socket is closed or broken");
        }
        connections.remove(connection);
    }

    @Override
    public void close() throws IOException {
        server.close();
        connections.forEach(connection -> connection.close(CloseCode.GOING_AWAY, "shutdown"));
        connections.forEach(connection -> connection.whenEnded().join());
        threads.shutdown();
    }

    private record SocketWire(Socket socket, DataInputStream in, DataOutputStream out) implements Wire {

        void read(QueuedConnection connection, Acceptor acceptor) throws IOException, InterruptedException {
            for (int kind = MESSAGE; kind != CLOSE; ) {
                connection.awaitRoom();
                int length = in.readInt();
                kind = in.readByte();
                boolean known = length >= 0 && kind >= MESSAGE && kind <= CLOSE;
                if (!known || length > (kind == MESSAGE ? connection.maxFrameBytes() : 125)) {
                    refuse(connection, known ? acceptor.tooLarge() : CloseCode.PROTOCOL_ERROR);
                }
                byte[] bytes = new byte[length];
                in.readFully(bytes);
                switch (kind) {
                    case MESSAGE -> connection.received(bytes);
                    case PING -> connection.pinged(bytes);
                    case PONG -> connection.heard();
                    default -> connection.closedByPeer(codeIn(ByteBuffer.wrap(bytes)), "");
                }
            }
        }

        private static CloseCode codeIn(ByteBuffer close) {
            return close.hasRemaining() ? new CloseCode(close.getShort()) : CloseCode.NO_STATUS;
        }

        /** Closes, and reads what still comes: a socket that is closed before that loses what was written to it. */
        private void refuse(QueuedConnection connection, CloseCode code) throws IOException {
            connection.close(code, "");
            in.transferTo(OutputStream.nullOutputStream());
            throw new EOFException();
        }

        @Override
        public CompletableFuture<?> write(ByteBuffer message) throws IOException {
            frame(MESSAGE, message);
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public void ping() throws IOException {
            frame(PING, ByteBuffer.allocate(0));
        }

        @Override
        public void pong(ByteBuffer payload) throws IOException {
            frame(PONG, payload);
        }

        @Override
        public void close(CloseCode code, String why) throws IOException {
            frame(CLOSE, ByteBuffer.allocate(2).putShort(0, (short) code.value()));
        }

        private void frame(int kind, ByteBuffer bytes) throws IOException {
            ByteBuffer frame = ByteBuffer.allocate(5 + bytes.remaining());
            frame.putInt(bytes.remaining()).put((byte) kind).put(bytes);
            out.write(frame.array());
        }

        @Override
        public void cut() throws IOException {
            socket.close();
        }
    }
}
