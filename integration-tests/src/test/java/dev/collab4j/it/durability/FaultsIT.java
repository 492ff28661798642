package dev.collab4j.it.durability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.collab4j.core.Doc;
import dev.collab4j.hub.Authenticator;
import dev.collab4j.hub.CollabHub;
import dev.collab4j.it.durability.FaultyDatabase.Fault;
import dev.collab4j.it.host.Folders;
import dev.collab4j.testkit.LoopbackTransport;
import dev.collab4j.testkit.ScriptedClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** People edit while PostgreSQL fails. */
class FaultsIT {

    private static final Duration FAULT = Duration.ofSeconds(Integer.getInteger("collab.store.faultSeconds", 10));
    private static final int AT_A_TIME = Integer.getInteger("collab.store.faultsAtATime", 3);
    private static final long SEED = Long.getLong("collab.store.seed", System.nanoTime());

    private static final long MAX_UNSAVED = 64 << 20;
    private static final int PASTED = 1 << 20;
    private static final int PASTES = 12;
    private static final int PASTING_ROOMS = 6;
    private static final long ALL_PASTED = (long) PASTING_ROOMS * PASTES * PASTED;

    /**
     * Real clients of both protocols type while it refuses, hangs or is slow, for {@code collab.store.faultSeconds} each (10 if
     * absent), with a server for each; all at a time, or so many as {@code collab.store.faultsAtATime} says.
     */
    @Test
    void nothingIsPromisedThatIsNotDurable() throws Exception {
        System.out.println("PostgreSQL fails, seed " + SEED);
        ExecutorService threads = Executors.newFixedThreadPool(AT_A_TIME);
        try {
            List<Callable<String>> runs = List.of(run(Fault.REFUSES), run(Fault.HANGS), run(Fault.SLOW));
            for (Future<String> figures : threads.invokeAll(runs)) {
                System.out.println(figures.get());
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private static Callable<String> run(Fault fault) {
        return () -> {
            try (FaultyRun run = new FaultyRun(fault, SEED, Folders.empty("faults-" + fault))) {
                run.suffer(FAULT);
                run.recover();
                return run.toString();
            } catch (Exception | AssertionError e) {
                throw new AssertionError("PostgreSQL " + fault, e);
            }
        };
    }

    /** With all limits at their defaults, more is pasted than may wait. */
    @Test
    void whatWaitsIsBounded() throws Exception {
        try (FaultyServer server = new FaultyServer();
                LoopbackTransport transport = new LoopbackTransport(server.hub().yWebSocket())) {
            List<ScriptedClient> clients = new ArrayList<>();
            for (int i = 0; i < PASTING_ROOMS; i++) {
                clients.add(ScriptedClient.of(transport, "room-" + i));
                clients.get(i).connect();
                clients.get(i).awaitSynced();
            }
            server.database().set(Fault.REFUSES);
            for (int i = 0; i < PASTES; i++) {
                clients.forEach(client -> client.edit(doc -> doc.getText("t").insert(0, "x".repeat(PASTED))));
            }
            await().until(() -> taken(server.hub()) > MAX_UNSAVED - 2 * PASTED);
            await().during(Duration.ofSeconds(1)).until(() -> taken(server.hub()) <= MAX_UNSAVED);
            System.out.printf("Of %,d letters that were pasted %,d wait%n", ALL_PASTED, taken(server.hub()));
            assertThat(clients).noneMatch(ScriptedClient::isSaved);
            server.database().set(Fault.NONE);
            clients.forEach(ScriptedClient::awaitSaved);
            assertThat(stored(server)).isEqualTo(ALL_PASTED);
            clients.forEach(ScriptedClient::close);
        }
    }

    /** How many letters there are in all rooms. */
    private static long taken(CollabHub hub) {
        long sum = 0;
        for (int i = 0; i < PASTING_ROOMS; i++) {
            sum += hub.room("room-" + i).read(FaultsIT::letters).join();
        }
        return sum;
    }

    private static long letters(Doc doc) {
        return doc.getText("t").length();
    }

    /** What another hub finds. */
    private static long stored(FaultyServer server) {
        try (CollabHub other = CollabHub.builder()
                .store(server.real())
                .authenticator(Authenticator.anyone())
                .build()) {
            return taken(other);
        }
    }
}
