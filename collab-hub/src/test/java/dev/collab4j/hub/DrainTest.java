package dev.collab4j.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.collab4j.spi.Health;
import dev.collab4j.testkit.HandshakeRejectedException;
import dev.collab4j.testkit.ScriptedClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class DrainTest {

    private final TestStore store = new TestStore();

    @RegisterExtension
    final HubFixture fixture = HubFixture.with(store, HubFixture.quick());

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
    void closesAreSpreadOverFourFifthsOfTheTime() {
        List<ScriptedClient> clients =
                IntStream.range(0, 40).mapToObj(i -> fixture.joined("r" + i)).toList();
        long start = System.nanoTime();
        CompletableFuture<List<String>> drain = fixture.hub.drain(Duration.ofSeconds(1));
        List<Long> closed = new ArrayList<>();
        while (closed.size() < clients.size()) {
            int now = (int) clients.stream()
                    .filter(client -> client.closeCode() != null)
                    .count();
            long passed = Duration.ofNanos(System.nanoTime() - start).toMillis();
            while (closed.size() < now) {
                closed.add(passed);
            }
        }
        assertThat(drain).succeedsWithin(Duration.ofSeconds(2));
        System.out.println("closed after ms: " + closed);
        assertThat(closed.get(39)).isGreaterThan(700);
        assertThat(closed.get(20)).as("half of them, not all at once").isBetween(300L, 700L);
    }

    @Test
    void aFewClientsAreNotSpreadOverALongTime() {
        List<ScriptedClient> clients = List.of(fixture.joined("a"), fixture.joined("b"));
        assertThat(fixture.hub.drain(Duration.ofMinutes(1))).succeedsWithin(Duration.ofSeconds(5));
        clients.forEach(client -> assertThat(client.awaitClosed().value()).isEqualTo(1012));
    }

    @Test
    void whileItDrainsTheHealthIsDown() {
        assertThat(fixture.hub.check().join().status()).isNotEqualTo(Health.Status.DOWN);
        fixture.joined("r");
        CompletableFuture<List<String>> drain = fixture.hub.drain(Duration.ofSeconds(1));
        assertThat(fixture.hub.check().join()).isEqualTo(Health.down("the hub stops"));
        drain.join();
    }

    @Test
    void roomsThatCanNotBeStoredAreNamed() {
        ScriptedClient ann = fixture.joined("stuck");
        fixture.joined("fine");
        store.stallAppends();
        ann.edit(doc -> doc.getText("t").insert(0, "a"));
        fixture.joined("stuck").awaitText("t", "a");
        assertThat(fixture.hub.drain(Duration.ofMillis(300)).join()).containsExactly("stuck");
    }

    @Test
    void aRoomThatDoesNotAnswerIsNamed() {
        CountDownLatch gate = new CountDownLatch(1);
        CompletableFuture<Void> edit = fixture.hub.room("blocked").edit("code", doc -> awaitQuietly(gate));
        try {
            assertThat(fixture.hub.drain(Duration.ofMillis(300)))
                    .succeedsWithin(Duration.ofSeconds(5))
                    .isEqualTo(List.of("blocked"));
        } finally {
            gate.countDown();
        }
        edit.join();
    }

    private static void awaitQuietly(CountDownLatch gate) {
        try {
            gate.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void closeReturnsWhenTheHostHasShutItsExecutorsDownBefore() {
        ExecutorService executor = Executors.newFixedThreadPool(2);
        CollabHub hub = CollabHub.builder().executor(executor).build();
        hub.room("r").read(doc -> "").join();
        executor.shutdownNow();
        assertTimeoutPreemptively(Duration.ofSeconds(10), hub::close);
    }

    @Test
    void closeOnARoomsTurnThrowsAndStopsNothing() {
        CompletableFuture<Void> edit = fixture.hub.room("r").edit("code", doc -> fixture.hub.close());
        assertThatThrownBy(edit::join).hasCauseInstanceOf(IllegalStateException.class);
        fixture.joined("r");
    }
}
