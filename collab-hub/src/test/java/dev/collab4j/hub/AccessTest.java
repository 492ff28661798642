package dev.collab4j.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import dev.collab4j.spi.transport.Handshake;
import dev.collab4j.testkit.HandshakeRejectedException;
import dev.collab4j.testkit.LoopbackTransport;
import dev.collab4j.testkit.ScriptedClient;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AccessTest {

    @Test
    void withoutAnAuthenticatorEveryJoinIsRefused() {
        CollabHub hub = CollabHub.builder().build();
        try (hub;
                LoopbackTransport transport = new LoopbackTransport(hub.yWebSocket())) {
            ScriptedClient ann = ScriptedClient.of(transport, "r");
            ann.connect();
            assertThat(ann.awaitClosed().value()).isEqualTo(4403);
            assertThat(ann.received()).isEmpty();
        }
    }

    @Test
    void theTokenIsTheQueryParameterDecoded() {
        try (HubFixture fixture = authenticating(request ->
                "s3 cret&".equals(request.token()) ? Access.readWrite("ann") : Access.denied("wrong token"))) {
            ScriptedClient ann = client(fixture, request -> request.query("a=b&token=s3%20cret%26"));
            ann.connect();
            ann.awaitSynced();
            ScriptedClient bob = client(fixture, request -> request.query("token=other"));
            bob.connect();
            assertThat(bob.awaitClosed().value()).isEqualTo(4403);
            assertThat(bob.closeReason()).isEqualTo("wrong token");
        }
    }

    @Test
    void anAuthenticatorThatFailsIsNoDenial() {
        try (HubFixture fixture = authenticating(request -> {
            throw new IllegalStateException("directory is down");
        })) {
            ScriptedClient ann = fixture.client("r");
            ann.connect();
            assertThat(ann.awaitClosed().value()).isEqualTo(1013);
        }
    }

    @Test
    void anAuthenticatorThatHangsSendsItsClientAway() {
        CountDownLatch gate = new CountDownLatch(1);
        try (HubFixture fixture = new HubFixture(builder -> builder.options(
                        HubOptions.builder().joinTimeout(Duration.ofMillis(100)).build())
                .authenticator(request -> {
                    gate.await();
                    return Access.readWrite("late");
                }))) {
            ScriptedClient ann = fixture.client("r");
            ann.connect();
            assertThat(ann.awaitClosed().value()).isEqualTo(1013);
            gate.countDown();
        }
    }

    @Test
    void whoMayOnlyReadSeesAndDoesNotEdit() {
        try (HubFixture fixture =
                authenticating(request -> request.token() == null ? Access.readWrite("ann") : Access.readOnly("bob"))) {
            ScriptedClient ann = fixture.joined("r");
            ScriptedClient bob = client(fixture, request -> request.query("token=x"));
            bob.connect();
            bob.awaitSynced();
            bob.edit(doc -> doc.getText("t").insert(0, "no"));
            bob.awareness().setLocalState(Map.of("name", "Bob"));
            await().until(() -> ann.awareness().states().containsKey(bob.doc().clientId()));
            ann.edit(doc -> doc.getText("t").insert(0, "yes"));
            await().until(() -> bob.doc().getText("t").toString().contains("yes"));
            assertThat(fixture.hub
                            .room("r")
                            .read(doc -> doc.getText("t").toString())
                            .join())
                    .isEqualTo("yes");
            assertThat(bob.isSaved()).isFalse();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "http://example.org, example.org, true",
        "http://example.org:80, example.org, true",
        "https://example.org, example.org, true",
        "https://example.org, EXAMPLE.org:443, true",
        "http://localhost:8080, localhost:8080, true",
        "http://[::1]:8080, [::1]:8080, true",
        "http://localhost:8081, localhost:8080, false",
        "http://evil.org, example.org, false",
        "http://example.org.evil.org, example.org, false",
        "null, example.org, false",
        "'', example.org, false",
        "not an origin, example.org, false",
        "https://app.example.net, example.org, true"
    })
    void pagesOfTheSameOriginMayConnect(String origin, String host, boolean accepted) {
        try (HubFixture fixture = new HubFixture(builder -> builder.options(
                HubOptions.builder().allowOrigin("https://app.example.net").build()))) {
            ScriptedClient ann =
                    client(fixture, request -> request.header("Origin", origin).header("Host", host));
            if (accepted) {
                ann.connect();
                ann.awaitSynced();
            } else {
                assertThatExceptionOfType(HandshakeRejectedException.class)
                        .isThrownBy(ann::connect)
                        .satisfies(e -> assertThat(e.status()).isEqualTo(403));
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"''", "%20", "a%00b", "aaaaaaaaaa"})
    void aNameThatIsNoneIsClosedForGood(String raw) {
        String path = raw.startsWith("aaa") ? "%C3%A9".repeat(128) : raw;
        try (HubFixture fixture = HubFixture.inMemory()) {
            ScriptedClient ann = fixture.client(path);
            ann.connect();
            assertThat(ann.awaitClosed().value()).isEqualTo(4400);
        }
    }

    @Test
    void oneRoomHasOneNameHoweverItIsEscaped() {
        try (HubFixture fixture = HubFixture.inMemory()) {
            ScriptedClient browser = fixture.joined("%C3%A9quipe/plan%201");
            ScriptedClient node = fixture.joined("équipe/plan 1");
            browser.edit(doc -> doc.getText("t").insert(0, "a"));
            node.awaitText("t", "a");
            assertThat(fixture.hub
                            .room("équipe/plan 1")
                            .read(doc -> doc.getText("t").toString())
                            .join())
                    .isEqualTo("a");
        }
    }

    private static HubFixture authenticating(Authenticator authenticator) {
        return new HubFixture(builder -> builder.authenticator(authenticator));
    }

    private static ScriptedClient client(HubFixture fixture, UnaryOperator<Handshake.Builder> request) {
        return ScriptedClient.of(fixture.transport, "r", request);
    }
}
