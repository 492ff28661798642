package dev.collab4j.netty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.collab4j.testkit.RawClient;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Plain HTTP on the port of the WebSockets. */
class HttpTest {

    private final ExecutorService executor = Executors.newSingleThreadExecutor();
    private final NettyTransport transport = NettyTransport.builder()
            .handshakeTimeout(Duration.ofMillis(500))
            .http(HttpTest::answer, executor)
            .start();

    @AfterEach
    void close() {
        transport.close();
        executor.shutdownNow();
    }

    private static HttpResponse answer(HttpRequest request) {
        return switch (request.path()) {
            case "/" -> HttpResponse.of(200, Map.of("Content-Type", "text/html"), new byte[] {'h', 'i'});
            case "/echo" -> HttpResponse.text(200, request.method() + request.query() + request.header("x-a"));
            case "/big" -> HttpResponse.of(200, Map.of(), new byte[3_000_000]);
            case "/same" -> HttpResponse.of(304, Map.of("ETag", "\"1\""), new byte[] {'n', 'o'});
            case "/change" -> {
                request.headers().values().forEach(values -> values.add("more"));
                yield null;
            }
            case "/throw" -> throw new IllegalStateException("as the test wants");
            default -> null;
        };
    }

    @Test
    void aConnectionServesManyRequests() throws Exception {
        try (RawClient client = RawClient.connect(transport.port())) {
            for (int i = 0; i < 3; i++) {
                assertThat(get(client, "/")).isEqualTo("hi");
                assertThat(client.header("Content-Type")).isEqualTo("text/html");
                assertThat(client.header("Connection")).isEqualTo("keep-alive");
            }
            assertThat(get(client, "/echo?q=1", "X-A: b")).isEqualTo("GETq=1b");
            assertThat(get(client, "/big")).hasSize(3_000_000);
        }
    }

    @Test
    void anIdleConnectionIsClosed() throws Exception {
        try (RawClient client = RawClient.connect(transport.port())) {
            assertThat(get(client, "/")).isEqualTo("hi");
            assertThat(client.isAtEnd()).isTrue();
        }
    }

    @Test
    void aHeadRequestGetsNoBody() throws Exception {
        try (RawClient client = RawClient.connect(transport.port())) {
            client.text("HEAD / HTTP/1.1\r\nHost: localhost\r\n\r\n");
            client.readHead();
            assertThat(client.header("Content-Length")).isEqualTo("2");
            assertThat(get(client, "/")).isEqualTo("hi");
        }
    }

    @Test
    void aResponseThatMayHaveNoBodyHasNone() throws Exception {
        try (RawClient client = RawClient.connect(transport.port())) {
            client.text("GET /same HTTP/1.1\r\nHost: localhost\r\n\r\n");
            client.readHead();
            assertThat(client.status()).isEqualTo(304);
            assertThat(client.header("Content-Length")).isNull();
            assertThat(get(client, "/")).isEqualTo("hi");
        }
    }

    @Test
    void connectionCloseIsHonoured() throws Exception {
        try (RawClient client = RawClient.connect(transport.port())) {
            assertThat(get(client, "/", "Connection: close")).isEqualTo("hi");
            assertThat(client.header("Connection")).isEqualTo("close");
            assertThat(client.isAtEnd()).isTrue();
        }
    }

    @Test
    void whatIsNotThereIs404AndWhatThrowsIs500() throws Exception {
        try (RawClient client = RawClient.connect(transport.port())) {
            get(client, "/nothing");
            assertThat(client.status()).isEqualTo(404);
            assertThat(get(client, "/throw")).doesNotContain("as the test wants");
            assertThat(client.status()).isEqualTo(500);
        }
    }

    @Test
    void theHeadersOfARequestCantBeChanged() throws Exception {
        try (RawClient client = RawClient.connect(transport.port())) {
            get(client, "/change");
            assertThat(client.status()).isEqualTo(500);
        }
    }

    /** Else the socket would be closed on bytes that nobody has read, which may reset the answer. */
    @Test
    void whatFollowsARefusedRequestIsReadAndDropped() throws Exception {
        try (RawClient client = RawClient.connect(transport.port())) {
            client.text("POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 4\r\n\r\nbody");
            for (int i = 0; i < 1_500; i++) {
                client.text("GET / HTTP/1.1\r\nHost: localhost\r\nCookie: " + "c".repeat(7_000) + "\r\n\r\n");
            }
            client.socket().shutdownOutput();
            client.readHead();
            assertThat(client.status()).isEqualTo(413);
            assertThat(client.body()).isNotEmpty();
            assertThat(client.isAtEnd()).isTrue();
        }
    }

    @Test
    void headersOfTheTransportAreRefused() {
        for (String name : List.of("Content-Length", "connection", "Transfer-Encoding")) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> HttpResponse.of(200, Map.of(name, "1"), new byte[0]))
                    .withMessageContaining(name);
        }
    }

    @Test
    void anExecutorThatTakesNoMoreIs503() throws Exception {
        NettyTransport full = NettyTransport.builder()
                .http(HttpTest::answer, task -> {
                    throw new RejectedExecutionException();
                })
                .start();
        try (RawClient client = RawClient.connect(full.port())) {
            get(client, "/");
            assertThat(client.status()).isEqualTo(503);
        } finally {
            full.close();
        }
    }

    @Test
    void aHeaderThatWouldBreakTheResponseIsRefused() {
        for (String value : List.of("a\r\nSet-Cookie: b", "a\u0000", "\u0100")) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> HttpResponse.of(200, Map.of("X", value), new byte[0]));
        }
        assertThatIllegalArgumentException().isThrownBy(() -> HttpResponse.of(200, Map.of("X Y", "a"), new byte[0]));
        assertThatIllegalArgumentException().isThrownBy(() -> HttpResponse.of(101, Map.of(), new byte[0]));
    }

    private static String get(RawClient client, String target, String... headers) throws Exception {
        StringBuilder request = new StringBuilder("GET " + target + " HTTP/1.1\r\nHost: localhost\r\n");
        for (String header : headers) {
            request.append(header).append("\r\n");
        }
        client.text(request.append("\r\n").toString());
        client.readHead();
        return client.body();
    }
}
