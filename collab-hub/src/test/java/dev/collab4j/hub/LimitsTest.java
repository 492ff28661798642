package dev.collab4j.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import dev.collab4j.spi.Health;
import dev.collab4j.testkit.HandshakeRejectedException;
import dev.collab4j.testkit.ScriptedClient;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Each limit that MalformedFrameTest, HocuspocusTest and SessionsTest don't cross. */
class LimitsTest {

    private final TestStore store = new TestStore();

    private HubFixture limited(UnaryOperator<Limits.Builder> limits) {
        return new HubFixture(builder -> builder.store(store)
                        .limits(limits.apply(Limits.builder()).build())
                        .options(HubFixture.quick().build()))
                .releasing(store);
    }

    @Test
    void aFullDocumentTakesOnlyDeletions() {
        try (HubFixture fixture = limited(limits -> limits.maxDocumentBytes(10_000))) {
            ScriptedClient ann = fixture.joined("r");
            ann.edit(doc -> doc.getText("t").insert(0, "x".repeat(8_000)));
            ann.awaitSaved();
            ScriptedClient bob = fixture.joined("r");
            bob.edit(doc -> doc.getText("t").insert(0, "y".repeat(3_000)));
            assertThat(bob.awaitClosed().value()).isEqualTo(4413);
            assertThat(bob.closeReason()).contains("full");
            ann.edit(doc -> doc.getText("t").delete(0, 7_000));
            ann.awaitSaved();
            ann.edit(doc -> doc.getText("t").insert(0, "z".repeat(3_000)));
            ann.awaitSaved();
            assertThat(fixture.length("r", "t")).isEqualTo(4_000);
            fixture.hub
                    .room("r")
                    .edit("code", doc -> doc.getText("t").insert(0, "x".repeat(20_000)))
                    .join();
        }
    }

    @Test
    void whoSendsTooFastIsReadMoreSlowly() {
        try (HubFixture fixture = limited(limits -> limits.maxMessagesPerSecond(100))) {
            ScriptedClient ann = fixture.joined("r");
            ScriptedClient bob = fixture.joined("r");
            long start = System.nanoTime();
            for (int i = 0; i < 150; i++) {
                ann.edit(doc -> doc.getText("t").insert(0, "x"));
            }
            bob.edit(doc -> doc.getMap("m").set("k", 1));
            bob.awaitSaved();
            ann.awaitSaved();
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(300));
            assertThat(fixture.length("r", "t")).isEqualTo(150);
        }
    }

    @Test
    void anAddressHasSoManyConnectionsThatWait() {
        CountDownLatch gate = new CountDownLatch(1);
        HubFixture fixture = new HubFixture(builder -> builder.limits(
                        Limits.builder().maxUnauthenticatedPerAddress(5).build())
                .authenticator(request -> {
                    gate.await();
                    return Access.readWrite(null);
                }));
        try (fixture) {
            for (int i = 0; i < 5; i++) {
                from(fixture, "10.0.0.1").connect();
            }
            await().untilAsserted(() -> assertThatExceptionOfType(HandshakeRejectedException.class)
                    .isThrownBy(() -> from(fixture, "10.0.0.1").connect())
                    .satisfies(e -> assertThat(e.status()).isEqualTo(429)));
            ScriptedClient other = from(fixture, "10.0.0.2");
            other.connect();
            gate.countDown();
            other.awaitSynced();
            ScriptedClient late = from(fixture, "10.0.0.1");
            await().ignoreExceptions().until(() -> {
                late.connect();
                return true;
            });
            late.awaitSynced();
        }
    }

    private static ScriptedClient from(HubFixture fixture, String address) {
        return ScriptedClient.of(fixture.transport, "r", request -> request.remoteAddress(address));
    }

    @Test
    void allRoomsTogetherKeepSoMuchForTheStore() {
        try (HubFixture fixture = limited(limits -> limits.maxUnsavedBytesOfAllRooms(4_000))) {
            ScriptedClient ann = fixture.joined("a");
            ScriptedClient bob = fixture.joined("b");
            store.stallAppends();
            ann.edit(doc -> doc.getText("t").insert(0, "x".repeat(5_000)));
            HubFixture.awaitHandled(ann);
            bob.edit(doc -> doc.getText("t").insert(0, "y"));
            HubFixture.awaitHandled(bob);
            assertThat(fixture.length("b", "t")).isZero();
            assertThat(fixture.hub.check().join().status()).isEqualTo(Health.Status.DEGRADED);
            store.goOn();
            ann.awaitSaved();
            bob.awaitSaved();
            assertThat(fixture.length("b", "t")).isEqualTo(1);
        }
    }
}
