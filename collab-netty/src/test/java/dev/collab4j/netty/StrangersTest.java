package dev.collab4j.netty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.collab4j.hub.Access;
import dev.collab4j.hub.CollabHub;
import dev.collab4j.hub.HubMetrics;
import dev.collab4j.hub.JoinRequest;
import dev.collab4j.hub.Limits;
import dev.collab4j.testkit.RawClient;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Many connections of one address that never get anywhere; a client of another one is served meanwhile. */
class StrangersTest {

    private static final int MANY = 1_000;

    private final CollabHub hub =
            CollabHub.builder().authenticator(StrangersTest::slowly).build();
    private final NettyTransport server = NettyTransport.builder()
            .route("/y/*", hub.yWebSocket())
            .route("/hocuspocus", hub.hocuspocus())
            .start();
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final List<AutoCloseable> strangers = new ArrayList<>();

    private static Access slowly(JoinRequest request) throws InterruptedException {
        Thread.sleep(200);
        return Access.readWrite(null);
    }

    StrangersTest() {
        HubMetrics.of(hub).bindTo(registry);
        NettyMetrics.of(server).bindTo(registry);
    }

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable stranger : strangers) {
            stranger.close();
        }
        server.close();
        hub.close();
    }

    @Test
    void aThousandHalfOpenHandshakesOfOneAddressAreRefusedBeyondTheLimit() throws Exception {
        int most = NettyTransport.Builder.DEFAULT_MAX_HANDSHAKES_PER_ADDRESS;
        for (int i = 0; i < MANY; i++) {
            Socket socket = new Socket("127.0.0.1", server.port());
            strangers.add(socket);
            socket.getOutputStream().write("GET /y/room HTTP/1.1\r\nHost: a".getBytes(StandardCharsets.US_ASCII));
        }
        await().untilAsserted(
                        () -> assertThat(refusals("maxHandshakesPerAddress")).isEqualTo(MANY - most));
        await().untilAsserted(() -> assertThat(gauge("collab.handshakes")).isEqualTo(most));
        anotherIsServed();
    }

    @Test
    void aThousandWebSocketsOfOneAddressThatSayNothingAreRefusedBeyondTheLimit() throws Exception {
        int most = Limits.DEFAULT_MAX_UNAUTHENTICATED_PER_ADDRESS;
        List<Integer> statuses = new ArrayList<>();
        for (int i = 0; i < MANY; i++) {
            RawClient client = RawClient.open(server.port(), "/hocuspocus");
            statuses.add(client.status());
            if (client.status() == 101) {
                strangers.add(client);
            } else {
                client.close(); // else it would count as a handshake for a while
            }
        }
        assertThat(statuses.subList(0, most)).containsOnly(101);
        assertThat(statuses.subList(most, MANY)).containsOnly(429);
        assertThat(refusals("maxUnauthenticatedPerAddress")).isEqualTo(MANY - most);
        assertThat(gauge("collab.connections.unauthenticated")).isEqualTo(most);
        anotherIsServed();
    }

    /** A document of many writers has a long state vector, which a provider sends right behind its token. */
    @Test
    void whatIsLargeIsReadWhenItIsKnownWhoSendsIt() throws Exception {
        try (RawClient client = RawClient.open(server.port(), "/hocuspocus")) {
            client.message(new byte[] {1, 'd', 2, 0, 0});
            ByteArrayOutputStream question = new ByteArrayOutputStream();
            question.write(new byte[] {1, 'd', 0, 0, (byte) 0xC2, (byte) 0xBB, 1, (byte) 0xC0, 0x3E});
            for (int writer = 128; writer < 8_128; writer++) {
                question.write(new byte[] {(byte) (0x80 | writer & 0x7F), (byte) (writer >> 7), 1});
            }
            client.message(question.toByteArray());
            byte[] answer = client.read().payload();
            while (answer[2] != 0 || answer[3] != 1) {
                answer = client.read().payload();
            }
            assertThat(answer).as("SyncStep2").startsWith(1, 'd', 0, 1);
        }
    }

    private double gauge(String name) {
        return registry.get(name).gauge().value();
    }

    private double refusals(String reason) {
        return registry.get("collab.refusals")
                .tag("reason", reason)
                .functionCounter()
                .count();
    }

    private void anotherIsServed() throws IOException {
        InetAddress other = InetAddress.getByName("127.0.0.2");
        try (RawClient client = RawClient.openFrom(other, server.port(), "/y/room")) {
            assertThat(client.status()).isEqualTo(101);
            client.message(new byte[] {0, 0, 1, 0});
            byte[] answer = client.read().payload();
            while (answer[1] != 1) { // the server's own question comes first
                answer = client.read().payload();
            }
            assertThat(answer).containsExactly(0, 1, 2, 0, 0);
        }
    }
}
