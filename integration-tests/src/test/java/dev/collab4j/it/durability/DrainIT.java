package dev.collab4j.it.durability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.collab4j.hub.CollabHub;
import dev.collab4j.it.host.Folders;
import dev.collab4j.it.host.NodeProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.h2.tools.Server;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A rolling restart: a server that is told to stop hands its clients over to another one, while they type. */
class DrainIT {

    private static final int CLIENTS = Integer.getInteger("collab.drain.clients", 200);
    private static final int SECONDS = Integer.getInteger("collab.drain.seconds", 8);
    private static final long SEED = Long.getLong("collab.drain.seed", System.nanoTime());
    private static final int CLIENTS_OF_A_ROOM = 10;
    /** Each of so many stays away when its connection is closed. */
    private static final int STAYS_AWAY = 10;

    /** Who is at the other server already, which is no new one. */
    private static final int ELSEWHERE = 50;

    private static final int EDITS_A_SECOND = Math.max(CLIENTS / 10, 50);
    private static final int CONNECTS_A_SECOND = 200;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Path work = Folders.empty("drain");
    private final ScheduledExecutorService timer = Executors.newScheduledThreadPool(2);
    private final List<DrainClient> clients = new ArrayList<>();
    private final Random random = new Random(SEED);

    @AfterEach
    void end() {
        clients.forEach(DrainClient::close);
        timer.shutdownNow();
    }

    @Test
    void clientsGoToTheNextServerOneAfterTheOtherAndLoseNothing() throws Exception {
        System.out.println("Drains " + CLIENTS + " clients within " + SECONDS + " s, seed " + SEED);
        Server database = Server.createTcpServer("-tcpPort", "0", "-ifNotExists", "-baseDir", work.toString())
                .start();
        String url = "jdbc:h2:tcp://127.0.0.1:" + database.getPort() + "/./documents;WRITE_DELAY=0;REUSE_SPACE=FALSE";
        try (Drained first = new Drained(url);
                Drained second = new Drained(url)) {
            DrainClient.Fleet fleet = new DrainClient.Fleet(timer, first.port());
            connect(fleet, CLIENTS);
            connect(new DrainClient.Fleet(timer, second.port()), ELSEWHERE);
            timer.scheduleAtFixedRate(this::editOne, 0, 1_000_000 / EDITS_A_SECOND, TimeUnit.MICROSECONDS);
            Thread.sleep(Duration.ofSeconds(1).toMillis());
            fleet.goOnAt(second.port());
            long start = System.nanoTime();
            first.terminate();
            assertThat(first.unsaved.get(SECONDS + 5, TimeUnit.SECONDS)).isEqualTo("[]");
            await().atMost(PATIENCE).until(() -> fleet.syncs().size() == staying());
            assertIsSpread(fleet.syncs(), start);
            assertThat(clients.subList(0, CLIENTS)).allMatch(client -> client.closeCode() == 1012);
            timer.shutdown();
            assertAllHaveAll();
            second.terminate();
            second.unsaved.get(SECONDS + 5, TimeUnit.SECONDS);
        }
        assertIsStored(url);
        database.stop();
    }

    private void connect(DrainClient.Fleet fleet, int count) throws InterruptedException {
        int first = clients.size();
        for (int i = first; i < first + count; i++) {
            String room = "room-" + i / CLIENTS_OF_A_ROOM;
            clients.add(new DrainClient(fleet, "c" + i, room, i % STAYS_AWAY != 0));
            clients.get(i).connect();
            TimeUnit.MICROSECONDS.sleep(1_000_000 / CONNECTS_A_SECOND);
        }
        await().atMost(PATIENCE).until(() -> fleet.syncs().size() >= count);
    }

    private void editOne() {
        clients.get(random.nextInt(clients.size())).edit();
    }

    private long staying() {
        return clients.stream().limit(CLIENTS).filter(DrainClient::comesBack).count();
    }

    private void assertIsSpread(Queue<Long> syncs, long start) {
        int[] ofSecond = new int[SECONDS + 1];
        syncs.forEach(at -> ofSecond[(int) Math.min(SECONDS, (at - start) / 1_000_000_000)]++);
        List<Integer> counts = IntStream.of(ofSecond).boxed().toList();
        double mean = (double) staying() / SECONDS;
        System.out.println("Came to the next server in each second, on average " + mean + ": " + counts);
        assertThat(counts).as("twice the mean").allMatch(count -> count <= 2 * mean);
    }

    private void assertAllHaveAll() {
        Map<String, Set<String>> owed = new HashMap<>();
        clients.stream()
                .filter(DrainClient::comesBack)
                .forEach(client -> owed.computeIfAbsent(client.room(), room -> new HashSet<>())
                        .addAll(client.owed()));
        await().atMost(PATIENCE).untilAsserted(() -> {
            for (DrainClient client : clients) {
                if (client.comesBack()) {
                    assertThat(client.seen()).containsAll(owed.getOrDefault(client.room(), Set.of()));
                }
            }
        });
    }

    private void assertIsStored(String url) {
        try (OpenStore open = OpenStore.at(url);
                CollabHub hub = CollabHub.builder().store(open.store()).build()) {
            Map<String, Set<String>> stored = new HashMap<>();
            int edits = 0;
            int ofThoseAway = 0;
            for (DrainClient client : clients) {
                assertThat(stored.computeIfAbsent(client.room(), room -> keys(hub, room)))
                        .containsAll(client.owed());
                edits += client.owed().size();
                ofThoseAway += client.comesBack() ? 0 : client.owed().size();
            }
            System.out.println(edits + " edits are stored, " + ofThoseAway + " of them of clients that stayed away");
            assertThat(ofThoseAway).isPositive();
        }
    }

    private static Set<String> keys(CollabHub hub, String room) {
        return hub.room(room)
                .read(doc -> Set.copyOf(doc.getMap("edits").keys()))
                .join();
    }

    /** A {@link DrainServer} in a process of its own. */
    private static final class Drained implements AutoCloseable {

        private final CompletableFuture<Integer> port = new CompletableFuture<>();
        private final CompletableFuture<String> unsaved = new CompletableFuture<>();
        private final NodeProcess process;

        private Drained(String url) {
            ProcessBuilder java = ServerProcess.java(DrainServer.class, url, Integer.toString(SECONDS));
            process = NodeProcess.start(java.redirectError(ProcessBuilder.Redirect.INHERIT), this::hear);
        }

        private void hear(String line) {
            if (line.startsWith("port ")) {
                port.complete(Integer.valueOf(line.substring("port ".length())));
            } else if (line.startsWith("unsaved ")) {
                unsaved.complete(line.substring("unsaved ".length()));
            }
        }

        private int port() {
            return port.orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
        }

        private void terminate() {
            process.terminate();
        }

        @Override
        public void close() {
            process.close();
        }
    }
}
