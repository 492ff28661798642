package dev.collab4j.testkit;

import dev.collab4j.testkit.TransportContract.Peer;
import dev.collab4j.testkit.TransportContract.Server;
import dev.collab4j.testkit.TransportContract.Violation;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * A transport that serves WebSockets on a port of this machine, below {@code /y/}, as the contract sees it: the clients
 * are plain sockets.
 */
public abstract class WebSocketServer implements Server {

    private static final int FRAGMENT_BYTES = 64 * 1024;
    private static final int LARGE_HEADER_CHARS = 2 << 20;

    /** For subclasses. */
    protected WebSocketServer() {}

    /**
     * The port.
     *
     * @return the port that the transport listens on
     */
    public abstract int port();

    @Override
    public final Peer connect(String subPath) throws Exception {
        return new WebSocketPeer(open(subPath));
    }

    private RawClient open(String subPath) throws IOException {
        RawClient client = RawClient.open(port(), "/y/" + subPath);
        if (client.status() != 101) {
            throw new HandshakeRejectedException(client.status(), "no upgrade");
        }
        return client;
    }

    @Override
    public final int violate(Violation violation) throws Exception {
        return switch (violation) {
            case LARGE_HEADERS -> statusOfLargeHeaders();
            case UNFINISHED_HANDSHAKE -> statusOfHalfARequest();
            default -> closeCodeOf(violation);
        };
    }

    private int closeCodeOf(Violation violation) throws IOException {
        try (RawClient client = open("a")) {
            sendUntilClosed(client, violation);
            return client.awaitCloseCode();
        }
    }

    /** The server may close in the middle of what is sent. */
    private static void sendUntilClosed(RawClient client, Violation violation) {
        try {
            send(client, violation);
        } catch (IOException closed) {
            // its close frame is still there to be read
        }
    }

    private static void send(RawClient client, Violation violation) throws IOException {
        switch (violation) {
            case TEXT_FRAME -> client.frame(0x81, "text".getBytes(StandardCharsets.UTF_8));
            case UNMASKED_FRAME -> client.bytes(0x82, 1, 'a');
            case RESERVED_BIT -> client.frame(0xC2, new byte[1]);
            case LENGTH_ABOVE_LIMIT -> client.bytes(0x82, 0xFF, 0x3F, 0, 0, 0, 0, 0, 0, 0, 1, 2, 3, 4);
            case FRAGMENTS_ABOVE_LIMIT -> sendFragments(client);
            default -> throw new IllegalArgumentException(violation + " is none of a connection");
        }
    }

    private static void sendFragments(RawClient client) throws IOException {
        client.frame(0x02, new byte[FRAGMENT_BYTES]);
        for (int sent = FRAGMENT_BYTES; sent <= TransportContract.MAX_FRAME_BYTES; sent += FRAGMENT_BYTES) {
            client.frame(0x00, new byte[FRAGMENT_BYTES]);
        }
    }

    private int statusOfLargeHeaders() throws IOException {
        try (RawClient client = RawClient.connect(port())) {
            client.text(RawClient.upgrade("/y/a", "X-Large: " + "x".repeat(LARGE_HEADER_CHARS)));
            return statusOf(client);
        } catch (IOException e) {
            return 1006;
        }
    }

    private int statusOfHalfARequest() throws IOException {
        try (RawClient client = RawClient.connect(port())) {
            client.text("GET /y/a HTTP/1.1\r\nHost: loc");
            return statusOf(client);
        }
    }

    private static int statusOf(RawClient client) {
        try {
            client.readHead();
            return client.status();
        } catch (IOException | RuntimeException cut) {
            return 1006;
        }
    }
}
