package dev.collab4j.hub;

import static org.awaitility.Awaitility.await;

import dev.collab4j.core.Doc;
import dev.collab4j.hub.memory.InMemoryMessageBus;
import dev.collab4j.spi.Health;
import dev.collab4j.spi.bus.BusListener;
import dev.collab4j.spi.bus.BusSubscription;
import dev.collab4j.spi.bus.GapReason;
import dev.collab4j.spi.bus.MessageBus;
import dev.collab4j.testkit.ScriptedClient;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What another hub has stored before it went is found in the store, though nobody is left to tell. */
class MissedOnTheBusTest {

    private static final byte UPDATE = 1;
    private static final byte RELOAD = 5;

    private final TestStore store = new TestStore();
    private final LateBus bus = new LateBus();

    @RegisterExtension
    final HubFixture fixture = new HubFixture(builder -> builder.store(store)
                    .bus(bus)
                    .options(HubFixture.quick()
                            .subscribeTimeout(Duration.ofMillis(50))
                            .build()))
            .releasing(store);

    private void anotherHubStores(String text) {
        Doc other = new Doc();
        other.getText(text).insert(0, "o");
        StoredDocuments.writeSnapshot(store.memory, "r", other);
    }

    /** The envelope: version, whose it is, of which generation, kind, content. */
    private void publish(byte kind, byte[] content) {
        bus.publish(
                "room/r",
                ByteBuffer.allocate(18 + content.length)
                        .put((byte) 2)
                        .putLong(4_711)
                        .putLong(0)
                        .put(kind)
                        .put(content)
                        .flip());
    }

    @Test
    void b3_aSubscriptionThatStandsWhileTheLoadRunsIsTooLateForIt() {
        store.stallAfterLoads();
        ScriptedClient ann = fixture.client("r");
        ann.connect();
        await().until(() -> store.loads.get() == 1);
        anotherHubStores("t");
        bus.subscribed.complete(null);
        store.goOn();
        ann.awaitSynced().awaitText("t", "o");
    }

    @Test
    void b3_aSubscriptionThatStandsAfterTheLoadReadsAgain() {
        ScriptedClient ann = fixture.joined("r");
        anotherHubStores("t");
        bus.subscribed.complete(null);
        ann.awaitText("t", "o");
    }

    @Test
    void aReadThatIsAskedForWhileOneRunsIsDone() {
        bus.subscribed.complete(null);
        ScriptedClient ann = fixture.joined("r");
        int before = store.loads.get();
        store.stallAfterLoads();
        publish(RELOAD, new byte[0]);
        await().until(() -> store.loads.get() == before + 1);
        anotherHubStores("t");
        publish(RELOAD, new byte[0]);
        Doc mark = new Doc();
        mark.getText("mark").insert(0, "m");
        publish(UPDATE, mark.encodeStateAsUpdate().toV1());
        ann.awaitText("mark", "m"); // so the second request has been heard while the first read runs
        store.goOn();
        ann.awaitText("t", "o");
    }

    @Test
    void aReadThatFailsIsTriedAgain() {
        bus.subscribed.complete(null);
        ScriptedClient ann = fixture.joined("r");
        anotherHubStores("t");
        store.failLoads.set(3);
        publish(RELOAD, new byte[0]);
        ann.awaitText("t", "o");
    }

    @Test
    void aDigestThatTheBusCanNotCarrySendsOthersToTheStore() {
        bus.subscribed.complete(null);
        ScriptedClient ann = fixture.joined("r");
        anotherHubStores("t");
        bus.maxPayload = 10;
        HubFixture other = new HubFixture(builder -> builder.store(store).bus(bus));
        try (other) {
            other.joined("r"); // its greeting does not fit
            ann.awaitText("t", "o");
        }
    }

    /** A bus whose subscriptions stand when the test wants. */
    private static final class LateBus implements MessageBus {

        private final InMemoryMessageBus target = new InMemoryMessageBus();
        private final CompletableFuture<Void> subscribed = new CompletableFuture<>();
        private volatile int maxPayload = InMemoryMessageBus.MAX_PAYLOAD;

        @Override
        public BusSubscription subscribe(String channel, BusListener listener) {
            return target.subscribe(channel, new BusListener() {
                @Override
                public void onSubscribed() {
                    subscribed.thenRun(listener::onSubscribed);
                }

                @Override
                public void onMessage(ByteBuffer payload) {
                    listener.onMessage(payload);
                }

                @Override
                public void onGap(GapReason reason) {
                    listener.onGap(reason);
                }
            });
        }

        @Override
        public void publish(String channel, ByteBuffer payload) {
            target.publish(channel, payload);
        }

        @Override
        public int maxPayload() {
            return maxPayload;
        }

        @Override
        public Health check() {
            return target.check();
        }

        @Override
        public void close() {
            target.close();
        }
    }
}
