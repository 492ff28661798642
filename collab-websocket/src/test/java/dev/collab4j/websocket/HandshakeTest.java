package dev.collab4j.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import dev.collab4j.spi.transport.Acceptor;
import dev.collab4j.spi.transport.Admission;
import dev.collab4j.spi.transport.CloseCode;
import dev.collab4j.spi.transport.Connection;
import dev.collab4j.spi.transport.ConnectionListener;
import dev.collab4j.spi.transport.Handshake;
import dev.collab4j.testkit.RawClient;
import java.nio.ByteBuffer;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the acceptor gets to know of a request, and what the client of its answer. */
class HandshakeTest {

    private final BlockingQueue<Handshake> accepted = new LinkedBlockingQueue<>();
    private Admission admission = Admission.accept();

    private final Acceptor acceptor = new Acceptor() {
        @Override
        public Admission admit(Handshake handshake) {
            return admission;
        }

        @Override
        public ConnectionListener accept(Connection connection, Handshake handshake) {
            accepted.add(handshake);
            return new Paused(connection);
        }

        @Override
        public int maxFrameBytes() {
            return 1_000;
        }
    };

    private ContainerServer start(Container container) throws Exception {
        return container.start(
                WebSocketServlet.builder(acceptor).maxHeldBytes(10_000).build());
    }

    @ParameterizedTest
    @EnumSource
    void theAcceptorGetsAllOfTheRequest(Container container) throws Exception {
        admission = Admission.accept("two");
        try (ContainerServer server = start(container);
                RawClient client = RawClient.open(
                        server.port(),
                        "/y/a/b%20c?token=x%26y&z",
                        "Origin: http://example.org",
                        "Sec-WebSocket-Protocol: one, two",
                        "Sec-WebSocket-Extensions: permessage-deflate",
                        "Cookie: session=7")) {
            assertThat(client.status()).isEqualTo(101);
            assertThat(client.header("Sec-WebSocket-Protocol")).isEqualTo("two");
            assertThat(client.header("Sec-WebSocket-Extensions")).isNull();
            Handshake handshake = accepted.poll(5, TimeUnit.SECONDS);
            assertThat(handshake.path()).isEqualTo("/y/a/b%20c");
            assertThat(handshake.subPath()).isEqualTo("a/b%20c");
            assertThat(handshake.query()).isEqualTo("token=x%26y&z");
            assertThat(handshake.header("origin")).isEqualTo("http://example.org");
            assertThat(handshake.header("Cookie")).isEqualTo("session=7");
            assertThat(handshake.subprotocols()).containsExactly("one", "two");
            assertThat(handshake.remoteAddress()).isEqualTo("127.0.0.1");
            assertThat(handshake.secure()).isFalse();
            assertThat(handshake.principal()).isNull();
        }
    }

    @ParameterizedTest
    @EnumSource
    void withoutASubprotocolNoneIsAnswered(Container container) throws Exception {
        try (ContainerServer server = start(container);
                RawClient client = RawClient.open(server.port(), "/y/a", "Sec-WebSocket-Protocol: one")) {
            assertThat(client.status()).isEqualTo(101);
            assertThat(client.header("Sec-WebSocket-Protocol")).isNull();
        }
    }

    @ParameterizedTest
    @EnumSource
    void aRefusalHasItsStatusAndReason(Container container) throws Exception {
        admission = Admission.reject(429, "too many");
        try (ContainerServer server = start(container);
                RawClient client = RawClient.open(server.port(), "/y/a")) {
            assertThat(client.status()).isEqualTo(429);
            assertThat(accepted).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatIsNoWebSocketGetsAnError(Container container) throws Exception {
        try (ContainerServer server = start(container);
                RawClient client = RawClient.connect(server.port())) {
            client.text("GET /y/a HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
            client.readHead();
            assertThat(client.status()).isEqualTo(400);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aPausedClientThatSendsOnIsClosedAndMayComeBack(Container container) throws Exception {
        try (ContainerServer server = start(container);
                RawClient client = RawClient.open(server.port(), "/y/a")) {
            for (int i = 0; i < 12; i++) {
                client.message(new byte[1_000]);
            }
            assertThat(client.awaitCloseCode()).isEqualTo(1013);
        }
    }

    private record Paused(Connection connection) implements ConnectionListener {

        Paused {
            connection.pauseReading();
        }

        @Override
        public void onFrame(ByteBuffer frame) {}

        @Override
        public void onWritable() {}

        @Override
        public void onClosed(CloseCode code, String why) {}
    }
}
