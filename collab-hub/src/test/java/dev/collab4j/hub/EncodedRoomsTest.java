package dev.collab4j.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.collab4j.hub.internal.engine.Tally.Found;
import dev.collab4j.testkit.ScriptedClient;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Rooms that nobody uses keep the bytes of their document only, and come back from them. */
class EncodedRoomsTest {

    private final TestStore store = new TestStore();

    @RegisterExtension
    final HubFixture fixture = HubFixture.with(
            store, HubFixture.quick().keepLoadedFor(Duration.ofMillis(40)).compactAfterUpdates(10));

    private void awaitEncoded() {
        await().until(() -> fixture.hub.registry().encodedSize() == 1);
    }

    private void edit(String room, String text) {
        fixture.hub
                .room(room)
                .edit("code", doc -> doc.getText("t").insert(0, text))
                .join();
    }

    private String text(HubFixture at, String room) {
        return at.hub.room(room).read(doc -> doc.getText("t").toString()).join();
    }

    @Test
    void whoComesBackDoesNotWaitForTheStore() {
        ScriptedClient ann = fixture.joined("r");
        ann.edit(doc -> doc.getText("t").insert(0, "a"));
        ann.awaitSaved().leavePage();
        awaitEncoded();
        store.stallLoads();
        ScriptedClient bob = fixture.joined("r");
        bob.awaitText("t", "a");
        bob.edit(doc -> doc.getText("t").insert(1, "b"));
        bob.awaitSaved();
        assertThat(StoredDocuments.text(store.memory, "r", "t")).isEqualTo("ab");
        assertThat(store.loads.get()).isEqualTo(1);
        assertThat(fixture.hub.engine().tally().visits(Found.ABSENT)).isEqualTo(1);
        assertThat(fixture.hub.engine().tally().visits(Found.ENCODED)).isEqualTo(1);
    }

    @Test
    void theServerNeverUsesAClientIdTwice() {
        long first = fixture.hub.room("r").read(doc -> doc.clientId()).join();
        awaitEncoded();
        assertThat(fixture.hub.room("r").read(doc -> doc.clientId()).join()).isNotEqualTo(first);
    }

    @Test
    void aRoomThatIsUsedOrNotStoredStaysLoaded() {
        fixture.joined("used");
        ScriptedClient ann = fixture.joined("r");
        store.stallAppends();
        ann.edit(doc -> doc.getText("t").insert(0, "a"));
        await().until(() -> store.appends.get() == 1);
        ann.leavePage();
        await().pollDelay(Duration.ofMillis(200)).until(() -> true);
        assertThat(fixture.hub.registry().encodedSize()).isZero();
        store.goOn();
        awaitEncoded();
        assertThat(text(fixture, "r")).isEqualTo("a");
    }

    @Test
    void updatesThatNoSnapshotCoversAreStillCounted() {
        for (int visit = 0; visit < 3; visit++) {
            for (int i = 0; i < 4; i++) {
                edit("r", "x");
            }
            awaitEncoded();
        }
        assertThat(store.snapshots.get()).as("after the tenth").isEqualTo(1);
        assertThat(StoredDocuments.updates(store.memory, "r")).hasSize(2);
        assertThat(text(fixture, "r")).isEqualTo("x".repeat(12));
    }

    @Test
    void aRoomThatIsDeletedMeanwhileIsOver() {
        edit("r", "a");
        awaitEncoded();
        assertThat(fixture.hub.room("r").delete().join()).isTrue();
        await().until(() -> fixture.hub.roomCount() == 0);
        ScriptedClient ann = fixture.client("r");
        ann.connect();
        assertThat(ann.awaitClosed().value()).isEqualTo(4404);
    }

    @Test
    void itWeighsLess() {
        ScriptedClient ann = fixture.joined("r");
        ann.edit(doc -> doc.getText("t").insert(0, "x".repeat(10_000)));
        ann.edit(doc -> doc.getText("t").delete(0, 10_000));
        ann.awaitSaved().leavePage();
        awaitEncoded();
        await().untilAsserted(
                        () -> assertThat(fixture.hub.registry().idleBytes()).isBetween(500L, 2_000L));
    }

    @Test
    void itLeavesWithASnapshot() {
        TestStore other = new TestStore();
        HubOptions.Builder options =
                HubFixture.quick().keepLoadedFor(Duration.ZERO).idleTimeout(Duration.ofMillis(200));
        try (HubFixture brief = HubFixture.with(other, options)) {
            brief.hub
                    .room("r")
                    .edit("code", doc -> doc.getText("t").insert(0, "a"))
                    .join();
            await().until(() -> brief.hub.registry().encodedSize() == 1);
            await().until(() -> brief.hub.roomCount() == 0);
            assertThat(other.snapshots.get()).isEqualTo(1);
            assertThat(StoredDocuments.updates(other.memory, "r")).isEmpty();
            assertThat(text(brief, "r")).isEqualTo("a");
        }
    }
}
