package dev.collab4j.example.transport;

import dev.collab4j.testkit.TransportContract.Peer;
import dev.collab4j.testkit.TransportContract.Server;
import dev.collab4j.testkit.TransportContract.Violation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;

/** The transport as the contract sees it. */
record SocketServer(SocketTransport transport) implements Server {

    private static final int LONGEST_MILLIS = 5_000;
    private static final int RECEIVE_BUFFER_BYTES = 16 * 1024;

    @Override
    public Peer connect(String subPath) throws IOException {
        return SocketPeer.connect(socket(), "/y/" + subPath);
    }

    private Socket socket() throws IOException {
        Socket socket = new Socket();
        socket.setReceiveBufferSize(RECEIVE_BUFFER_BYTES);
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), transport.server.getLocalPort()));
        return socket;
    }

    @Override
    public int violate(Violation violation) throws Exception {
        if (violation == Violation.UNFINISHED_HANDSHAKE) {
            return statusOfHalfAHandshake();
        }
        SocketPeer peer = SocketPeer.connect(socket(), "/y/a");
        switch (violation) {
            case LENGTH_ABOVE_LIMIT -> peer.header(Integer.MAX_VALUE, 0);
            case RESERVED_BIT -> peer.header(0, 0x40);
            default -> throw new IllegalArgumentException(violation + " can't be");
        }
        return peer.awaitClose(Duration.ofSeconds(5));
    }

    private int statusOfHalfAHandshake() throws IOException {
        try (Socket socket = socket()) {
            socket.setSoTimeout(LONGEST_MILLIS);
            socket.getOutputStream().write(new byte[] {0, 10, '/'});
            return socket.getInputStream().read() < 0 ? 1006 : 0;
        }
    }

    @Override
    public int openBuffers() {
        return transport.frames.open();
    }

    @Override
    public void close() {
        try {
            transport.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
