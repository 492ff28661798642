package dev.collab4j.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.collab4j.core.Doc;
import dev.collab4j.spi.storage.StorageException;
import dev.collab4j.testkit.ScriptedClient;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Contracts 2.4 (c): where one update is refused for good the whole room is stored, and nobody is stuck behind it. */
class RefusedUpdateTest {

    private static final String BAD = "an author that the store does not take";

    private final TestStore store = new TestStore();

    @RegisterExtension
    final HubFixture fixture = HubFixture.with(store, HubFixture.quick());

    private final Room room = fixture.hub.room("r");
    private ScriptedClient ann;

    @BeforeEach
    void join() {
        store.refuses = update -> BAD.equals(update.author());
        ann = fixture.joined("r");
        ann.edit(doc -> doc.getText("t").insert(0, "a"));
        ann.awaitSaved();
    }

    private CompletableFuture<Void> badEdit() {
        return room.edit(BAD, doc -> doc.getText("t").insert(0, "bad "));
    }

    private String stored() {
        return StoredDocuments.text(store.memory, "r", "t");
    }

    @Test
    void theWholeRoomIsStoredInItsPlace() {
        badEdit().join();
        assertThat(stored()).isEqualTo("bad a");
        ann.awaitText("t", "bad a");
        ann.edit(doc -> doc.getText("t").insert(5, "!"));
        ann.awaitSaved();
        assertThat(stored()).isEqualTo("bad a!");
        assertThat(ann.closeCode()).isNull();
        assertThat(store.snapshots.get()).isEqualTo(1);
    }

    @Test
    void whatWaitsBehindItIsStoredToo() {
        store.stallAppends();
        CompletableFuture<Void> bad = badEdit();
        ann.edit(doc -> doc.getMap("m").set("behind", true));
        HubFixture.awaitHandled(ann);
        store.goOn();
        bad.join();
        ann.awaitSaved();
        assertThat(StoredDocuments.read(store.memory, "r").getMap("m").has("behind"))
                .isTrue();
    }

    @Test
    void whatComesWhileTheWholeIsWrittenIsAppended() {
        store.stallSnapshots();
        CompletableFuture<Void> bad = badEdit();
        await().until(() -> store.snapshotAttempts.get() == 1);
        ann.edit(doc -> doc.getMap("m").set("later", true));
        HubFixture.awaitHandled(ann);
        assertThat(bad).isNotDone();
        assertThat(ann.isSaved()).isFalse();
        store.goOn();
        bad.join();
        ann.awaitSaved();
        assertThat(StoredDocuments.read(store.memory, "r").getMap("m").has("later"))
                .isTrue();
    }

    @Test
    void aSnapshotThatFailsForNowIsTriedAgain() {
        store.failSnapshots.set(3);
        badEdit().join();
        assertThat(store.snapshotAttempts.get()).isEqualTo(4);
        assertThat(stored()).isEqualTo("bad a");
    }

    @Test
    void whoLosesTheRaceTakesInWhatTheOtherHubHasWritten() {
        Doc other = new Doc();
        other.getText("other").insert(0, "o");
        StoredDocuments.writeSnapshot(store.memory, "r", other);
        badEdit().join();
        ann.awaitText("other", "o");
        assertThat(stored()).isEqualTo("bad a");
        assertThat(StoredDocuments.text(store.memory, "r", "other")).isEqualTo("o");
    }

    @Test
    void ifTheWholeIsRefusedAsWellTheRoomSaysSoAndEnds() {
        store.refusesSnapshots = true;
        CompletableFuture<Void> bad = badEdit();
        assertThat(ann.awaitClosed().value()).isEqualTo(4422);
        assertThat(bad).failsWithin(Duration.ofSeconds(5));
        assertThatThrownBy(bad::join).hasCauseInstanceOf(StorageException.class);
        await().until(() -> fixture.hub.roomCount() == 0);
        assertThat(room.read(doc -> doc.getText("t").toString()).join()).isEqualTo("a");
    }

    @Test
    void aDeletedDocumentIsNotBroughtBack() {
        store.delete("r", 0);
        CompletableFuture<Void> edit = room.edit("code", doc -> doc.getText("t").insert(0, "b"));
        assertThat(ann.awaitClosed().value()).isEqualTo(4404);
        assertThat(edit).failsWithin(Duration.ofSeconds(5));
        assertThat(stored()).isEmpty();
    }
}
