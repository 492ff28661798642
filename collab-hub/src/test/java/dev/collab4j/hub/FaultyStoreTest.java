package dev.collab4j.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.collab4j.core.Doc;
import dev.collab4j.testkit.LoopbackTransport;
import dev.collab4j.testkit.ScriptedClient;
import dev.collab4j.testkit.WatchedDocumentStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * People edit while the store fails, hangs or is slow, for {@code collab.store.faultSeconds} each (10 if absent): nothing is
 * acknowledged that isn't durable, what waits is bounded, and soon after the end all is saved.
 */
@Execution(ExecutionMode.CONCURRENT)
class FaultyStoreTest {

    private static final Duration FAULT = Duration.ofSeconds(Integer.getInteger("collab.store.faultSeconds", 10));
    private static final int ROOMS = 5;
    private static final long MAX_UNSAVED = 200_000;
    /** What the hub promises: 8 appends and 8 other writes. */
    private static final int MAX_STUCK = 16;

    private final FaultyStore store = new FaultyStore();
    private final WatchedDocumentStore watched = new WatchedDocumentStore(store);
    private final HubFixture fixture = new HubFixture(builder -> builder.store(watched)
            .options(HubOptions.builder().compactAfterUpdates(20).build())
            .limits(Limits.builder().maxUnsavedBytesOfAllRooms(MAX_UNSAVED).build()));
    private final LoopbackTransport transport = new LoopbackTransport(fixture.hub.hocuspocus());
    private final List<ScriptedClient> clients = new ArrayList<>();
    private final List<ScriptedProvider> providers = new ArrayList<>();

    @AfterEach
    void close() {
        store.set(FaultyStore.Fault.NONE);
        fixture.close();
        transport.close();
    }

    @ParameterizedTest
    @EnumSource(names = "NONE", mode = EnumSource.Mode.EXCLUDE)
    void nothingIsPromisedThatIsNotDurable(FaultyStore.Fault fault) {
        for (int i = 0; i < ROOMS; i++) {
            clients.add(fixture.joined("r" + i));
            ScriptedProvider.Socket socket = new ScriptedProvider.Socket(transport).open();
            providers.add(socket.attach("r" + i, "token").awaitSynced().awaitSaved());
        }
        store.set(fault);
        long end = System.nanoTime() + FAULT.toNanos();
        for (int i = 0; System.nanoTime() < end; i++) {
            edit(clients.get(i % ROOMS).doc(), i);
            edit(providers.get(i % ROOMS).doc, i);
            LockSupport.parkNanos(2_000_000);
        }
        assertThat(clients).noneMatch(ScriptedClient::isSaved);
        assertThat(providers).allMatch(provider -> provider.unsynced.get() > 0);
        if (fault != FaultyStore.Fault.SLOW) {
            assertThat(store.durable).isEmpty();
        }
        assertThat(fixture.hub.unsavedBytes()).isLessThanOrEqualTo(MAX_UNSAVED);
        assertThat(watched.mostCalls()).isLessThanOrEqualTo(MAX_STUCK);
        store.set(FaultyStore.Fault.NONE);
        Duration soon = Duration.ofSeconds(5);
        await().atMost(soon).until(() -> providers.stream().allMatch(provider -> provider.unsynced.get() == 0));
        await().atMost(soon).until(() -> clients.stream().allMatch(ScriptedClient::isSaved));
        assertThat(watched.overlap()).isEmpty();
        for (int i = 0; i < ROOMS; i++) {
            Doc stored = StoredDocuments.read(store, "r" + i);
            assertThat(stored.contains(clients.get(i).doc().encodeStateAsUpdate()))
                    .isTrue();
            assertThat(stored.contains(providers.get(i).doc.encodeStateAsUpdate()))
                    .isTrue();
        }
    }

    private static void edit(Doc doc, int i) {
        doc.getText("t").insert(0, "some text " + i);
        if (i % 3 == 0) {
            doc.getText("t").delete(0, 5);
        }
    }
}
