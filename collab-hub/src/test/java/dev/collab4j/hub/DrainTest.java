package dev.collab4j.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import dev.collab4j.testkit.HandshakeRejectedException;
import dev.collab4j.testkit.ScriptedClient;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DrainTest {

    private final TestStore store = new TestStore();
    private final HubFixture fixture = HubFixture.with(store, HubFixture.quick());
    private CountDownLatch gate = new CountDownLatch(0);

    @AfterEach
    void close() {
        gate.countDown();
        fixture.close();
    }

    @Test
    void allAreSentAwayWith1012AndEverythingIsStored() {
        List<ScriptedClient> clients = IntStream.range(0, 20)
                .mapToObj(i -> fixture.joined("r" + i % 3))
                .toList();
        clients.forEach(client -> client.edit(doc -> doc.getText("t").insert(0, "x")));
        await().until(() -> accepted("r0") + accepted("r1") + accepted("r2") == 20);
        List<String> unsaved = fixture.hub.drain(Duration.ofSeconds(2)).join();
        assertThat(unsaved).isEmpty();
        clients.forEach(client -> assertThat(client.awaitClosed().value()).isEqualTo(1012));
        assertThat(store.appended).hasSize(20);
    }

    /** What is sent while a connection closes is the client's to send again; here all has come before. */
    private int accepted(String room) {
        return fixture.hub.room(room).read(doc -> doc.getText("t").length()).join();
    }

    @Test
    void nobodyComesInAnyMore() {
        CompletableFuture<List<String>> drain = fixture.hub.drain(Duration.ofMillis(100));
        ScriptedClient late = fixture.client("r");
        assertThatExceptionOfType(HandshakeRejectedException.class)
                .isThrownBy(late::connect)
                .satisfies(e -> assertThat(e.status()).isEqualTo(503));
        assertThat(drain.join()).isEmpty();
    }

    @Test
    void roomsThatCanNotBeStoredAreNamed() {
        ScriptedClient ann = fixture.joined("stuck");
        fixture.joined("fine");
        gate = store.stallAppends();
        ann.edit(doc -> doc.getText("t").insert(0, "a"));
        fixture.joined("stuck").awaitText("t", "a");
        assertThat(fixture.hub.drain(Duration.ofMillis(300)).join()).containsExactly("stuck");
    }
}
