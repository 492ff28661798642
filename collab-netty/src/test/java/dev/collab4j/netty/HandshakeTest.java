package dev.collab4j.netty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.awaitility.Awaitility.await;

import dev.collab4j.spi.transport.Acceptor;
import dev.collab4j.spi.transport.Admission;
import dev.collab4j.spi.transport.CloseCode;
import dev.collab4j.spi.transport.Connection;
import dev.collab4j.spi.transport.ConnectionListener;
import dev.collab4j.spi.transport.Handshake;
import dev.collab4j.testkit.RawClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The way from a request to a WebSocket, and what is refused on it. */
class HandshakeTest {

    private final Recording acceptor = new Recording();
    private final NettyTransport transport = NettyTransport.builder()
            .handshakeTimeout(Duration.ofMillis(500))
            .route("/y/*", acceptor)
            .route("/y/special", new Refusing())
            .start();

    @AfterEach
    void close() {
        transport.close();
    }

    @Test
    void theAnswerIsThatOfTheRfc() throws Exception {
        try (RawClient client = open("/y/room")) {
            assertThat(client.status()).isEqualTo(101);
            assertThat(client.header("Sec-WebSocket-Accept")).isEqualTo("s3pPLMBiTxaQ9kYGzzhZRbK+xOo=");
            assertThat(client.header("Sec-WebSocket-Protocol")).isNull();
            assertThat(client.header("Sec-WebSocket-Extensions")).isNull();
        }
    }

    @Test
    void theRequestIsHandedOverRaw() throws Exception {
        try (RawClient client =
                open("/y/%C3%A9quipe/plan%201%2F%?token=a%20b&x", "Origin: http://a", "X-Twice: 1", "x-twice: 2")) {
            Handshake handshake = acceptor.next().handshake;
            assertThat(handshake.path()).isEqualTo("/y/%C3%A9quipe/plan%201%2F%");
            assertThat(handshake.subPath()).isEqualTo("%C3%A9quipe/plan%201%2F%");
            assertThat(handshake.query()).isEqualTo("token=a%20b&x");
            assertThat(handshake.header("origin")).isEqualTo("http://a");
            assertThat(handshake.headers("X-TWICE")).containsExactly("1", "2");
            assertThat(handshake.remoteAddress()).isEqualTo("127.0.0.1");
            assertThat(client.status()).isEqualTo(101);
        }
    }

    @Test
    void aByteThatIsNotAsciiComesEscaped() throws Exception {
        String latin = new String("/y/équipe".getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
        try (RawClient client = open(latin)) {
            assertThat(acceptor.next().handshake.subPath()).isEqualTo("%C3%A9quipe");
            assertThat(client.status()).isEqualTo(101);
        }
    }

    @Test
    void theSubprotocolIsAnswered() throws Exception {
        acceptor.admission =
                handshake -> Admission.accept(handshake.subprotocols().get(1));
        try (RawClient client = open("/y/room", "Sec-WebSocket-Protocol: one, two")) {
            assertThat(client.header("Sec-WebSocket-Protocol")).isEqualTo("two");
        }
    }

    @Test
    void aRefusalIsAnHttpStatus() throws Exception {
        acceptor.admission = handshake -> Admission.reject(403, "not from there");
        try (RawClient client = open("/y/room")) {
            assertThat(client.status()).isEqualTo(403);
            assertThat(client.body()).isEqualTo("not from there");
            assertThat(client.isAtEnd()).isTrue();
        }
    }

    @Test
    void anAddressHasSoManyConnectionsWithoutAWebSocket() throws Exception {
        List<Socket> slow = new ArrayList<>();
        try (NettyTransport few = NettyTransport.builder()
                .maxHandshakesPerAddress(5)
                .route("/y/*", acceptor)
                .start()) {
            for (int i = 0; i < 20; i++) {
                slow.add(new Socket("127.0.0.1", few.port()));
            }
            await().until(() -> slow.stream().filter(HandshakeTest::isAtEnd).count() == 15);
            slow.forEach(HandshakeTest::close);
            await().ignoreExceptions().until(() -> {
                try (RawClient client = RawClient.open(few.port(), "/y/room")) {
                    return client.status() == 101;
                }
            });
        }
    }

    private static boolean isAtEnd(Socket socket) {
        try {
            socket.setSoTimeout(20);
            return socket.getInputStream().read() < 0;
        } catch (SocketTimeoutException e) {
            return false;
        } catch (IOException e) {
            return true;
        }
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void anAcceptorThatThrowsAtAdmissionIs500() throws Exception {
        acceptor.admission = handshake -> {
            throw new IllegalStateException("as the test wants");
        };
        try (RawClient client = open("/y/room")) {
            assertThat(client.status()).isEqualTo(500);
            assertThat(client.body()).doesNotContain("as the test wants");
        }
    }

    @Test
    void t11_anAcceptorThatThrowsAtAcceptIs1011() throws Exception {
        try (RawClient client = open("/y/special")) {
            assertThat(client.status()).isEqualTo(101);
            assertThat(client.awaitCloseCode()).isEqualTo(1011);
        }
        try (RawClient other = open("/y/room")) {
            assertThat(other.status()).isEqualTo(101);
        }
    }

    @Test
    void t1_framesThatCameWithTheRequestAreKept() throws Exception {
        try (RawClient client = RawClient.connect(transport.port())) {
            byte[] request = RawClient.upgrade("/y/room").getBytes(StandardCharsets.ISO_8859_1);
            byte[] one = client.masked(0x82, "one".getBytes(StandardCharsets.UTF_8));
            byte[] two = client.masked(0x82, "two".getBytes(StandardCharsets.UTF_8));
            client.bytes(ByteBuffer.allocate(request.length + one.length + two.length)
                    .put(request)
                    .put(one)
                    .put(two)
                    .array());
            client.readHead();
            Recording.Session session = acceptor.next();
            assertThat(session.nextMessage()).asString().isEqualTo("one");
            assertThat(session.nextMessage()).asString().isEqualTo("two");
        }
    }

    /** The client does not wait for the answer, and sends more than is read at a time while the acceptor is busy. */
    @Test
    void t1_manyFramesThatCameBeforeTheAcceptAreKept() throws Exception {
        CountDownLatch sent = new CountDownLatch(1);
        acceptor.admission = handshake -> {
            Recording.awaitOnLoop(sent);
            return Admission.accept();
        };
        try (RawClient client = RawClient.connect(transport.port())) {
            client.text(RawClient.upgrade("/y/room"));
            for (int i = 0; i < 200; i++) {
                client.message(("m" + i + "x".repeat(1_000)).getBytes(StandardCharsets.UTF_8));
            }
            sent.countDown();
            Recording.Session session = acceptor.next();
            for (int i = 0; i < 200; i++) {
                assertThat(session.nextMessage()).asString().isEqualTo("m" + i + "x".repeat(1_000));
            }
            assertThat(session.closes).isEmpty();
        }
    }

    /** It leaves in the same packet; what it said is heard. */
    @Test
    void t1_framesThatCameWithTheRequestAndAClose() throws Exception {
        try (RawClient client = RawClient.connect(transport.port())) {
            ByteBuffer all = ByteBuffer.allocate(1_000)
                    .put(RawClient.upgrade("/y/room").getBytes(StandardCharsets.ISO_8859_1))
                    .put(client.masked(0x82, "one".getBytes(StandardCharsets.UTF_8)))
                    .put(client.masked(0x88, new byte[] {0x03, (byte) 0xE8}));
            client.bytes(Arrays.copyOf(all.array(), all.position()));
            Recording.Session session = acceptor.next();
            assertThat(session.nextMessage()).asString().isEqualTo("one");
            assertThat(session.closeCode()).isEqualTo(1000);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "POST /y/a HTTP/1.1 | Upgrade: websocket~Connection: Upgrade~Sec-WebSocket-Version: 13 | 405",
                "GET /y/a HTTP/1.1 | Upgrade: websocket~Connection: close~Sec-WebSocket-Version: 13 | 400",
                "GET /y/a HTTP/1.1 | Upgrade: websocket~Connection: Upgrade~Sec-WebSocket-Version: 8 | 426",
                "GET /y/a HTTP/1.1 | Upgrade: websocket~Connection: Upgrade~Sec-WebSocket-Version: 13~Sec-WebSocket-Key: abc | 400",
                "GET /y/a HTTP/1.1 | Accept: */* | 426",
                "GET /elsewhere HTTP/1.1 | Upgrade: websocket~Connection: Upgrade~Sec-WebSocket-Version: 13 | 404",
                "GET /y HTTP/1.1 | Upgrade: websocket~Connection: Upgrade~Sec-WebSocket-Version: 13 | 404",
                "GET /y/a HTTP/1.1 | Content-Length: 5 | 413",
                "what is this | Accept: */* | 400",
                "OPTIONS * HTTP/1.1 | Accept: */* | 400",
                "GET ?q HTTP/1.1 | Accept: */* | 400",
                "CONNECT host:80 HTTP/1.1 | Accept: */* | 400",
                "GET http://host?q=/y/a HTTP/1.1 | Accept: */* | 404",
                "GET HTTP://host/y/a HTTP/1.1 | Accept: */* | 426",
            })
    void refuses(String line, String headers, int status) throws Exception {
        try (RawClient client = RawClient.connect(transport.port())) {
            client.text(line + "\r\nHost: localhost\r\n" + headers.replace("~", "\r\n") + "\r\n\r\n");
            client.readHead();
            assertThat(client.status()).isEqualTo(status);
        }
        assertThat(acceptor.sessions).isEmpty();
    }

    @Test
    void t12_aRequestThatDoesNotEndIs408() throws Exception {
        try (RawClient client = RawClient.connect(transport.port())) {
            client.text("GET /y/a HTTP/1.1\r\nHost: ");
            client.readHead();
            assertThat(client.status()).isEqualTo(408);
            assertThat(client.body()).isNotEmpty();
            assertThat(client.isAtEnd()).isTrue();
        }
    }

    @Test
    void t12_aLineThatIsTooLongIs414() throws Exception {
        try (RawClient client = open("/y/" + "a".repeat(5_000))) {
            assertThat(client.status()).isEqualTo(414);
        }
    }

    @Test
    void t12_headersThatAreTooLongAre431() throws Exception {
        try (RawClient client = open("/y/a", "X-Long: " + "a".repeat(10_000))) {
            assertThat(client.status()).isEqualTo(431);
        }
    }

    @Test
    void t12_moreThan64HeadersAre431() throws Exception {
        String[] headers = IntStream.range(0, 59).mapToObj(i -> "a: b").toArray(String[]::new);
        try (RawClient client = open("/y/a", headers)) {
            assertThat(client.status()).isEqualTo(101);
        }
        String[] more = Arrays.copyOf(headers, 60);
        more[59] = "a: b";
        try (RawClient client = open("/y/a", more)) {
            assertThat(client.status()).isEqualTo(431);
        }
    }

    @Test
    void t12_aHeaderCountsMoreThanItHas() throws Exception {
        String[] headers =
                IntStream.range(0, 58).mapToObj(i -> "a: " + "b".repeat(80)).toArray(String[]::new);
        try (RawClient client = open("/y/a", headers)) {
            assertThat(client.status()).isEqualTo(431);
        }
    }

    @Test
    void aTakenPortIsSaidClearly() {
        NettyTransport.Builder second = NettyTransport.builder().port(transport.port());
        assertThatExceptionOfType(UncheckedIOException.class)
                .isThrownBy(second::start)
                .withMessage("Port " + transport.port() + " is taken");
        NettyTransport.Builder nio =
                NettyTransport.builder().nativeAllowed(false).port(transport.port());
        assertThatExceptionOfType(UncheckedIOException.class)
                .isThrownBy(nio::start)
                .withMessage("Port " + transport.port() + " is taken");
    }

    @Test
    void anAddressThatIsNotOursIsSaidClearly() {
        NettyTransport.Builder elsewhere = NettyTransport.builder().host("192.0.2.1");
        assertThatExceptionOfType(UncheckedIOException.class)
                .isThrownBy(elsewhere::start)
                .withMessageStartingWith("Can't listen on 192.0.2.1:0");
    }

    @Test
    void aRouteIsAPathOrAllBelowOne() {
        NettyTransport.Builder builder = NettyTransport.builder();
        for (String wrong : new String[] {"y", "/y*", "/*/y", "/y?z", ""}) {
            assertThatIllegalArgumentException().isThrownBy(() -> builder.route(wrong, acceptor));
        }
    }

    @Test
    void theClientOfTheJdkIsServed() throws Exception {
        CompletableFuture<Integer> closed = new CompletableFuture<>();
        WebSocket socket = HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .buildAsync(URI.create("ws://127.0.0.1:" + transport.port() + "/y/room"), new WebSocket.Listener() {
                    @Override
                    public CompletionStage<?> onClose(WebSocket webSocket, int code, String reason) {
                        closed.complete(code);
                        return null;
                    }
                })
                .get(10, TimeUnit.SECONDS);
        Recording.Session session = acceptor.next();
        socket.sendBinary(ByteBuffer.wrap(new byte[70_000]), true).get(10, TimeUnit.SECONDS);
        assertThat(session.nextMessage()).hasSize(70_000);
        session.connection.close(new CloseCode(4403), "é".repeat(100));
        assertThat(closed.get(10, TimeUnit.SECONDS)).isEqualTo(4403);
        assertThat(session.closeCode()).isEqualTo(4403);
    }

    private RawClient open(String target, String... headers) throws Exception {
        return RawClient.open(transport.port(), target, headers);
    }

    /** Accepts the handshake and then throws. */
    private static final class Refusing implements Acceptor {

        @Override
        public Admission admit(Handshake handshake) {
            return Admission.accept();
        }

        @Override
        public ConnectionListener accept(Connection connection, Handshake handshake) {
            throw new IllegalStateException("as the test wants");
        }

        @Override
        public int maxFrameBytes() {
            return 100;
        }
    }
}
