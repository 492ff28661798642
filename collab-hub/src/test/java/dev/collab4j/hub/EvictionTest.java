package dev.collab4j.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.collab4j.core.Doc;
import dev.collab4j.core.Update;
import dev.collab4j.core.protocol.Message;
import dev.collab4j.core.protocol.SyncMessage;
import dev.collab4j.spi.storage.LoadSink;
import dev.collab4j.spi.storage.StoredUpdate;
import dev.collab4j.testkit.ScriptedClient;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EvictionTest {

    private final TestStore store = new TestStore();
    private final List<HubFixture> fixtures = new ArrayList<>();
    private CountDownLatch gate = new CountDownLatch(0);

    private HubFixture hub(HubOptions.Builder options) {
        HubFixture fixture = HubFixture.with(store, options);
        fixtures.add(fixture);
        return fixture;
    }

    @AfterEach
    void close() {
        gate.countDown();
        fixtures.forEach(HubFixture::close);
    }

    @Test
    void anIdleRoomLeavesWithASnapshotAndComesBack() {
        HubFixture fixture = hub(HubFixture.quick().idleTimeout(Duration.ofMillis(50)));
        ScriptedClient ann = fixture.joined("r");
        ann.edit(doc -> doc.getText("t").insert(0, "a"));
        ann.awaitSaved().leavePage();
        await().until(() -> fixture.hub.roomCount() == 0);
        assertThat(store.snapshots.get()).isEqualTo(1);
        assertThat(updatesOf("r")).isEmpty();
        ann.connect();
        ann.awaitSynced();
        fixture.joined("r").awaitText("t", "a");
        assertThat(store.loads.get()).isEqualTo(2);
    }

    @Test
    void aRoomThatIsUsedStays() {
        HubFixture fixture = hub(HubFixture.quick().idleTimeout(Duration.ofMillis(20)));
        ScriptedClient ann = fixture.joined("r");
        await().pollDelay(Duration.ofMillis(200)).until(() -> true);
        assertThat(fixture.hub.roomCount()).isEqualTo(1);
        ann.edit(doc -> doc.getText("t").insert(0, "a"));
        ann.awaitSaved();
        assertThat(store.loads.get()).isEqualTo(1);
    }

    @Test
    void aRoomWithUnsavedUpdatesStays() {
        HubFixture fixture = hub(HubFixture.quick().idleTimeout(Duration.ofMillis(20)));
        ScriptedClient ann = fixture.joined("r");
        gate = store.stallAppends();
        ann.edit(doc -> doc.getText("t").insert(0, "a"));
        await().until(() -> store.appends.get() == 1);
        ann.leavePage();
        await().pollDelay(Duration.ofMillis(200)).until(() -> true);
        assertThat(fixture.hub.roomCount()).isEqualTo(1);
        gate.countDown();
        await().until(() -> fixture.hub.roomCount() == 0);
        assertThat(reloaded("r").getText("t").toString()).isEqualTo("a");
    }

    @Test
    void whoComesWhileTheRoomLeavesRevivesIt() {
        HubFixture fixture = hub(HubFixture.quick().idleTimeout(Duration.ofMillis(20)));
        gate = store.stallSnapshots();
        ScriptedClient ann = fixture.joined("r");
        ann.edit(doc -> doc.getText("t").insert(0, "a"));
        ann.awaitSaved().leavePage();
        await().pollDelay(Duration.ofMillis(100)).until(() -> true);
        ScriptedClient bob = fixture.joined("r");
        bob.awaitText("t", "a");
        gate.countDown();
        bob.edit(doc -> doc.getText("t").insert(1, "b"));
        bob.awaitSaved();
        assertThat(store.loads.get()).isEqualTo(1);
    }

    @Test
    void theHeaviestIdleRoomsLeaveFirst() {
        HubFixture fixture = new HubFixture(builder -> builder.store(store)
                .limits(Limits.builder().maxIdleBytes(20_000).build()));
        fixtures.add(fixture);
        for (int i = 0; i < 5; i++) {
            fixture.hub
                    .room("r" + i)
                    .edit("code", doc -> doc.getText("t").insert(0, "x".repeat(8_000)))
                    .join();
        }
        await().until(() -> fixture.hub.roomCount() <= 2);
        assertThat(fixture.hub.room("r0").read(doc -> doc.getText("t").length()).join())
                .isEqualTo(8_000);
    }

    @Test
    void compactionTakesThePlaceOfManyUpdatesWhileOthersAreAppended() {
        HubFixture fixture = hub(HubFixture.quick().compactAfterUpdates(10));
        ScriptedClient ann = fixture.joined("r");
        for (int i = 0; i < 200; i++) {
            ann.edit(doc -> doc.getText("t").insert(0, "x"));
            if (i % 7 == 0) {
                ann.awaitSaved();
            }
        }
        ann.awaitSaved();
        await().until(() -> store.snapshots.get() > 3);
        assertThat(reloaded("r").getText("t").toString()).isEqualTo("x".repeat(200));
        await().until(() -> updatesOf("r").size() < 50);
    }

    @Test
    void twoHubsThatCompactOneDocumentLoseNothing() {
        HubFixture one = hub(HubFixture.quick().compactAfterUpdates(5));
        HubFixture two = hub(HubFixture.quick().compactAfterUpdates(5));
        ScriptedClient ann = one.joined("r");
        ScriptedClient bob = two.joined("r");
        for (int i = 0; i < 60; i++) {
            ann.edit(doc -> doc.getText("a").insert(0, "a"));
            bob.edit(doc -> doc.getText("b").insert(0, "b"));
            if (i % 5 == 0) {
                ann.awaitSaved();
                bob.awaitSaved();
            }
        }
        ann.awaitSaved();
        bob.awaitSaved();
        await().until(() -> store.snapshots.get() > 2);
        Doc stored = reloaded("r");
        assertThat(stored.getText("a").length()).isEqualTo(60);
        assertThat(stored.getText("b").length()).isEqualTo(60);
    }

    @Test
    void s13_aParkedUpdateOutlivesCompactionsAndRestarts() {
        Doc source = new Doc();
        source.getText("t").insert(0, "a");
        Update missing = source.encodeStateAsUpdate();
        var before = source.stateVector();
        source.getText("t").insert(1, "b");
        Update parked = source.encodeStateAsUpdate(before);
        HubFixture first = hub(HubFixture.quick().compactAfterUpdates(1));
        ScriptedClient ann = first.joined("r");
        ann.send(new Message.Sync(new SyncMessage.Update(parked)));
        await().until(() -> store.snapshots.get() == 1);
        ann.edit(doc -> doc.getText("other").insert(0, "x"));
        ann.awaitSaved();
        await().until(() -> store.snapshots.get() == 2);
        HubFixture second = hub(HubFixture.quick());
        ScriptedClient bob = second.joined("r");
        bob.send(new Message.Sync(new SyncMessage.Update(missing)));
        bob.awaitText("t", "ab");
    }

    private List<StoredUpdate> updatesOf(String document) {
        List<StoredUpdate> updates = new ArrayList<>();
        store.memory.load(document, new LoadSink() {
            @Override
            public void update(StoredUpdate update) {
                updates.add(update);
            }

            @Override
            public void snapshot(InputStream bytes, long length) {
                // only the updates are asked for
            }
        });
        return updates;
    }

    private Doc reloaded(String document) {
        Doc doc = new Doc();
        store.memory.load(document, new LoadSink() {
            @Override
            public void update(StoredUpdate update) {
                doc.applyUpdate(payload(update.bytes()));
            }

            @Override
            public void snapshot(InputStream bytes, long length) throws java.io.IOException {
                doc.applyUpdate(payload(bytes.readAllBytes()));
            }
        });
        return doc;
    }

    private static Update payload(byte[] bytes) {
        return Update.fromV1(java.util.Arrays.copyOfRange(bytes, 1, bytes.length));
    }
}
