package dev.collab4j.it.editor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.collab4j.core.Change;
import dev.collab4j.core.Doc;
import dev.collab4j.hub.Authenticator;
import dev.collab4j.hub.CollabHub;
import dev.collab4j.hub.ProposedUpdate;
import dev.collab4j.hub.UpdateFilter;
import dev.collab4j.hub.Verdict;
import dev.collab4j.netty.NettyTransport;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The real Yjs, some of whose updates are refused. */
class FilterIT {

    private static final String ROOM = "filtered";
    private static final int CLIENTS = 3;
    private static final int EDITS = 200;
    private static final int MILLIS_BETWEEN = 3;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final AtomicInteger asked = new AtomicInteger();
    private final AtomicInteger refused = new AtomicInteger();
    private final List<YjsClient> clients = new ArrayList<>();
    private CollabHub hub;
    private NettyTransport server;

    private void start(UpdateFilter filter) throws InterruptedException {
        hub = CollabHub.builder()
                .authenticator(Authenticator.anyone())
                .updateFilter(filter)
                .build();
        server = NettyTransport.builder()
                .host("127.0.0.1")
                .port(0)
                .route("/y/*", hub.yWebSocket())
                .start();
        for (int i = 0; i < CLIENTS; i++) {
            clients.add(join());
        }
    }

    private YjsClient join() throws InterruptedException {
        return YjsClient.connect("http://localhost:" + server.port(), ROOM);
    }

    /** Every other update that can be taken back is. */
    @Test
    void revokeAndCompensateConvergeWithoutAReload() throws Exception {
        start(this::refuseHalf);
        for (int i = 0; i < CLIENTS; i++) {
            clients.get(i).send("edit " + (i + 1) + " " + EDITS + " " + MILLIS_BETWEEN);
        }
        for (YjsClient client : clients) {
            client.answer();
            client.ask("saved");
        }
        await().atMost(PATIENCE).untilAsserted(this::assertAllEqual);
        System.out.printf("filter: %d updates of real clients, %d refused%n", asked.get(), refused.get());
        assertThat(refused.get()).isGreaterThan(CLIENTS * EDITS / 8);
    }

    private Verdict refuseHalf(ProposedUpdate update) {
        if (asked.incrementAndGet() % 2 == 0 || !canBeTakenBack(update)) {
            return Verdict.accept();
        }
        refused.incrementAndGet();
        boolean takesValues = update.changes().changes().stream()
                .anyMatch(change -> change.kind() == Change.Kind.KEY_UPDATE || change.kind() == Change.Kind.KEY_DELETE);
        return takesValues ? Verdict.compensate("no") : Verdict.revoke("no");
    }

    private static boolean canBeTakenBack(ProposedUpdate update) {
        Doc copy = new Doc();
        copy.applyUpdate(update.document().encodeStateAsUpdate());
        return copy.revoke(update.update(), null);
    }

    private void assertAllEqual() throws InterruptedException {
        byte[] state =
                hub.room(ROOM).read(doc -> doc.encodeStateAsUpdate().toV1()).join();
        for (YjsClient client : clients) {
            assertThat(client.differenceTo(state)).isEmpty();
        }
    }

    @Test
    void aResetConvergesWithAFreshDocument() throws Exception {
        start(update -> update.changes().changes().stream().anyMatch(change -> change.kind() == Change.Kind.DELETE)
                ? Verdict.revoke("nothing is deleted")
                : Verdict.accept());
        YjsClient deleting = clients.get(0);
        hub.room(ROOM)
                .edit("code", doc -> doc.getText("text").insert(0, "hello"))
                .join();
        await().atMost(PATIENCE).until(() -> deleting.text("text").equals("hello"));
        deleting.ask("delete 1 2");
        assertThat(deleting.ask("closed")).isEqualTo("4409 nothing is deleted");
        clients.set(0, join());
        deleting.close();
        await().atMost(PATIENCE).untilAsserted(this::assertAllEqual);
        assertThat(clients.get(0).text("text")).isEqualTo("hello");
    }

    @AfterEach
    void stop() {
        clients.forEach(YjsClient::close);
        hub.close();
        server.close();
    }
}
