package dev.collab4j.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.collab4j.core.Doc;
import dev.collab4j.core.Update;
import dev.collab4j.core.protocol.Message;
import dev.collab4j.core.protocol.SyncMessage;
import dev.collab4j.testkit.ScriptedClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EvictionTest {

    private final TestStore store = new TestStore();
    private final List<HubFixture> fixtures = new ArrayList<>();

    private HubFixture hub(HubOptions.Builder options) {
        HubFixture fixture = HubFixture.with(store, options);
        fixtures.add(fixture);
        return fixture;
    }

    @AfterEach
    void close() {
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
        assertThat(StoredDocuments.updates(store.memory, "r")).isEmpty();
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
        store.stallAppends();
        ann.edit(doc -> doc.getText("t").insert(0, "a"));
        await().until(() -> store.appends.get() == 1);
        ann.leavePage();
        await().pollDelay(Duration.ofMillis(200)).until(() -> true);
        assertThat(fixture.hub.roomCount()).isEqualTo(1);
        store.goOn();
        await().until(() -> fixture.hub.roomCount() == 0);
        assertThat(StoredDocuments.text(store.memory, "r", "t")).isEqualTo("a");
    }

    @Test
    void whoComesWhileTheRoomLeavesRevivesIt() {
        HubFixture fixture = hub(HubFixture.quick().idleTimeout(Duration.ofMillis(20)));
        store.stallSnapshots();
        ScriptedClient ann = fixture.joined("r");
        ann.edit(doc -> doc.getText("t").insert(0, "a"));
        ann.awaitSaved().leavePage();
        await().pollDelay(Duration.ofMillis(100)).until(() -> true);
        ScriptedClient bob = fixture.joined("r");
        bob.awaitText("t", "a");
        store.goOn();
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
        assertThat(StoredDocuments.text(store.memory, "r", "t")).isEqualTo("x".repeat(200));
        await().until(() -> StoredDocuments.updates(store.memory, "r").size() < 50);
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
        Doc stored = StoredDocuments.read(store.memory, "r");
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
}
