package dev.collab4j.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.collab4j.hub.internal.engine.Overload.Level;
import dev.collab4j.hub.memory.InMemoryDocumentStore;
import dev.collab4j.testkit.ScriptedClient;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A hub whose turns take so long that its capacity is known, whatever the machine is. */
class OverloadedHubTest {

    private static final int ROOMS = 40;
    /** So each room has a turn every 200 ms at best, which is above all levels. */
    private static final long TURN_NANOS = Duration.ofMillis(5).toNanos();

    private static final int FLOOD = 5_000;
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final ExecutorService one = Executors.newSingleThreadExecutor();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    private volatile long turnNanos = 0;

    @RegisterExtension
    final HubFixture fixture = new HubFixture(builder -> builder.store(new InMemoryDocumentStore())
            .executor(task -> one.execute(() -> {
                LockSupport.parkNanos(turnNanos);
                task.run();
            })));

    private final MetricsFixture metrics = new MetricsFixture(fixture.hub);

    @AfterEach
    void end() {
        timer.shutdownNow();
        turnNanos = 0;
    }

    private List<ScriptedClient> oneInEachRoom() {
        return IntStream.range(0, ROOMS).mapToObj(i -> fixture.joined("r" + i)).toList();
    }

    private boolean isAt(Level level) {
        return metrics.gauge("collab.overload") >= level.number();
    }

    @Test
    void presenceIsThinnedAndItsLatestStateArrives() {
        List<ScriptedClient> clients = oneInEachRoom();
        turnNanos = TURN_NANOS;
        for (int i = 0; i < 100; i++) {
            int move = i;
            clients.forEach(client -> client.awareness().setLocalState(Map.of("cursor", move)));
            LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
        }
        assertThat(metrics.counter("collab.shed", "kind", "presence")).isPositive();
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(clients)
                        .allSatisfy(client -> assertThat(fixture.hub
                                        .room(room(clients, client))
                                        .presences()
                                        .join())
                                .singleElement()
                                .satisfies(presence ->
                                        assertThat(presence.state().json()).isEqualTo("{\"cursor\":99}"))));
    }

    private static String room(List<ScriptedClient> clients, ScriptedClient client) {
        return "r" + clients.indexOf(client);
    }

    @Test
    void newConnectionsAreSentAwayReadingPausesNothingIsLostAndThenAllIsNormal() {
        List<ScriptedClient> clients = oneInEachRoom();
        turnNanos = TURN_NANOS;
        timer.scheduleWithFixedDelay(() -> clients.forEach(OverloadedHubTest::edit), 0, 10, TimeUnit.MILLISECONDS);
        await().atMost(PATIENCE).until(() -> isAt(Level.READING));
        ScriptedClient late = fixture.client("r0");
        late.connect();
        assertThat(late.awaitClosed().value()).isEqualTo(1013);
        await().atMost(PATIENCE).until(() -> metrics.counter("collab.shed", "kind", "reading") > 0);
        timer.shutdownNow();
        turnNanos = 0;
        await().atMost(PATIENCE).until(() -> clients.stream().allMatch(ScriptedClient::isSaved));
        for (ScriptedClient client : clients) {
            assertThat(fixture.length(room(clients, client), "t"))
                    .isEqualTo(client.doc().getText("t").length());
        }
        await().atMost(Duration.ofSeconds(12)).until(() -> metrics.gauge("collab.overload") == 0);
        assertThat(clients).allMatch(client -> client.closeCode() == null);
        fixture.joined("r0");
    }

    private static void edit(ScriptedClient client) {
        client.edit(doc -> doc.getText("t").insert(0, "x"));
    }

    @Test
    void whoFloodsIsPausedNotBufferedAndTheOthersGoOn() {
        try (HubFixture many = HubFixture.inMemory()) {
            MetricsFixture counted = new MetricsFixture(many.hub);
            ScriptedClient flooding = many.joined("hot");
            ScriptedClient quiet = many.joined("quiet");
            CountDownLatch end = new CountDownLatch(1);
            CompletableFuture<Void> busy = many.hub.room("hot").edit("code", doc -> awaitQuietly(end));
            double before = counted.counter("collab.messages", "direction", "in");
            for (int i = 0; i < FLOOD; i++) {
                edit(flooding);
            }
            edit(quiet);
            quiet.awaitSaved();
            assertThat(counted.counter("collab.messages", "direction", "in") - before)
                    .as("taken of the flood: 32 KiB, each with 512 bytes for what is around it")
                    .isLessThan(70);
            end.countDown();
            busy.join();
            await().atMost(PATIENCE).until(flooding::isSaved);
            assertThat(many.length("hot", "t")).isEqualTo(FLOOD);
        }
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
