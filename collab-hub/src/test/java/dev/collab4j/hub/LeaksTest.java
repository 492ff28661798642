package dev.collab4j.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.collab4j.core.Doc;
import dev.collab4j.hub.memory.InMemoryMessageBus;
import dev.collab4j.spi.transport.CloseCode;
import dev.collab4j.testkit.LoopbackPeer;
import dev.collab4j.testkit.LoopbackTransport;
import dev.collab4j.testkit.ScriptedClient;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Documents are opened and left in all ways that there are, and nothing stays behind: no room, connection, count, timer,
 * frame, nor an object of ours. {@code -Dcollab.leaks.cycles=100000} takes longer, {@code -Dcollab.leaks.seed=N} goes
 * other ways.
 */
class LeaksTest {

    private static final int CYCLES = Integer.getInteger("collab.leaks.cycles", 1_500);
    private static final long SEED = Long.getLong("collab.leaks.seed", 1);
    private static final int WARM_UP = 500;
    private static final int DOCUMENTS = 100;
    private static final int SESSIONS_OF_A_USER = 40;
    private static final int AT_A_TIME = 8;
    /** What the calls of a warm machine differ by, far less than one for each cycle. */
    private static final int FEW = 60;

    private final TestStore store = new TestStore();
    private final ScheduledThreadPoolExecutor scheduler = new ScheduledThreadPoolExecutor(1);
    private final InMemoryMessageBus bus = new InMemoryMessageBus();
    private final CollabHub hub = CollabHub.builder()
            .store(store)
            .bus(bus)
            .scheduler(scheduler)
            .authenticator(LeaksTest::authenticate)
            .limits(Limits.builder().maxSessionsPerUser(SESSIONS_OF_A_USER).build())
            .options(HubFixture.quick()
                    .keepLoadedFor(Duration.ofMillis(10))
                    .idleTimeout(Duration.ofMillis(60))
                    .presenceGrace(Duration.ofMillis(20))
                    .subscribeTimeout(Duration.ofMillis(50))
                    .build())
            .build();
    private final LoopbackTransport yWebSocket = new LoopbackTransport(hub.yWebSocket());
    private final LoopbackTransport hocuspocus = new LoopbackTransport(hub.hocuspocus());
    private final Random random = new Random(SEED);
    private final Deque<ScriptedClient> here = new ArrayDeque<>();

    LeaksTest() {
        scheduler.setRemoveOnCancelPolicy(true);
    }

    private static Access authenticate(JoinRequest request) {
        return switch (String.valueOf(request.token())) {
            case "denied" -> Access.denied("as the test wants");
            case "fails" -> throw new IllegalStateException("as the test wants");
            default -> Access.readWrite("ann");
        };
    }

    @AfterEach
    void close() {
        store.goOn();
        hub.close();
        yWebSocket.close();
        hocuspocus.close();
        scheduler.shutdownNow();
    }

    @Test
    void nothingStaysBehind() throws Exception {
        Doc content = new Doc();
        content.getText("t").insert(0, "x".repeat(500));
        IntStream.range(0, DOCUMENTS).forEach(i -> StoredDocuments.writeSnapshot(store.memory, "r" + i, content));
        int timers = scheduler.getQueue().size();
        IntStream.range(0, WARM_UP).forEach(i -> cycle());
        awaitNothingLeft(timers);
        Map<String, Long> before = Instances.count();
        long usedBefore = usedBytes();
        IntStream.range(0, CYCLES).forEach(i -> cycle());
        awaitNothingLeft(timers);
        Map<String, Long> after = Instances.count();
        System.out.printf(
                "%d cycles, seed %d: the heap has grown by %d bytes%n", CYCLES, SEED, usedBytes() - usedBefore);
        assertThat(Instances.growth(before, after, FEW))
                .as("objects that were not there before")
                .isEmpty();
        assertThatAllMayComeBack();
    }

    private static long usedBytes() {
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    private void awaitNothingLeft(int timers) {
        here.forEach(ScriptedClient::leavePage);
        here.clear();
        store.appended.clear(); // the test's own
        await("connections").until(() -> hub.gate().isEmpty());
        await("rooms").until(() -> hub.roomCount() == 0);
        await("timers").until(() -> scheduler.getQueue().size() <= timers);
        await("frames").until(() -> yWebSocket.openFrames() + hocuspocus.openFrames() == 0);
        await("unused rooms").until(() -> hub.registry().idleSize() == 0);
        assertThat(hub.gate().unauthenticated()).isZero();
        assertThat(hub.unsavedBytes()).isZero();
        assertThat(yWebSocket.pendingBytes() + hocuspocus.pendingBytes()).isZero();
    }

    /** No session is counted that isn't there. */
    private void assertThatAllMayComeBack() {
        List<ScriptedClient> all = Stream.generate(() -> client("r1", "good"))
                .limit(SESSIONS_OF_A_USER)
                .toList();
        all.forEach(ScriptedClient::connect);
        all.forEach(ScriptedClient::awaitSynced);
        all.forEach(ScriptedClient::leavePage);
    }

    private ScriptedClient client(String room, String token) {
        return ScriptedClient.of(yWebSocket, room, request -> request.query("token=" + token));
    }

    private ScriptedClient connected(String room, String token) {
        ScriptedClient client = client(room, token);
        client.connect();
        return client;
    }

    private void cycle() {
        String room = "r" + random.nextInt(DOCUMENTS);
        switch (random.nextInt(10)) {
            case 0, 1 -> stayForAWhile(room);
            case 2 -> connected(room, "good").cut();
            case 3 -> connected(room, "good").leavePage();
            case 4 -> awaitEnd(connected(room, random.nextBoolean() ? "denied" : "fails"));
            case 5 -> failsToLoad(room);
            case 6 -> leavesWhileItLoads(room);
            case 7 -> isDeleted(room);
            case 8 -> sendsNonsense(room);
            default -> halfDone(room);
        }
    }

    /** Edits, shows itself, and goes when some others have come. */
    private void stayForAWhile(String room) {
        ScriptedClient client = connected(room, "good");
        client.awareness().setLocalState(Map.of("name", "Ann"));
        client.edit(doc -> doc.getText("t").insert(0, "a"));
        client.edit(doc -> doc.getText("t").delete(0, 1));
        here.add(client);
        if (here.size() > AT_A_TIME) {
            ScriptedClient first = here.remove();
            if (random.nextBoolean()) {
                first.cut();
            } else {
                first.leavePage();
            }
        }
    }

    private static void awaitEnd(ScriptedClient client) {
        until(() -> client.closeCode() != null);
    }

    private void failsToLoad(String room) {
        store.failLoads.set(1);
        ScriptedClient client = connected(room, "good");
        until(() -> client.closeCode() != null || client.isSynced());
        store.failLoads.set(0);
        client.cut();
    }

    private void leavesWhileItLoads(String room) {
        store.stallLoads();
        ScriptedClient client = connected(room, "good");
        if (random.nextBoolean()) {
            client.cut();
        } else {
            client.leavePage();
        }
        store.goOn();
    }

    private void isDeleted(String room) {
        ScriptedClient client = connected(room, "good");
        hub.room(room).delete().join();
        until(() -> client.closeCode() != null);
        hub.room(room).recreate().join();
    }

    private void sendsNonsense(String room) {
        ScriptedClient client = connected(room, "good");
        until(client::isSynced);
        client.sendRaw(new byte[] {0, 7});
        awaitEnd(client);
    }

    /** A connection that doesn't say for which document it is, or says so and goes. */
    private void halfDone(String room) {
        ScriptedProvider.Socket socket = new ScriptedProvider.Socket(hocuspocus).open();
        if (random.nextBoolean()) {
            socket.attach(room, random.nextBoolean() ? "good" : "denied");
        }
        end(socket.peer());
    }

    private void end(LoopbackPeer peer) {
        if (random.nextBoolean()) {
            peer.cut();
        } else {
            peer.close(CloseCode.NO_STATUS, "");
        }
    }

    private static void until(BooleanSupplier holds) {
        await().pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(1)).until(holds::getAsBoolean);
    }
}
