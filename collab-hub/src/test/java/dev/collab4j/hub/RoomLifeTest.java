package dev.collab4j.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.collab4j.core.Doc;
import dev.collab4j.spi.Health;
import dev.collab4j.testkit.ScriptedClient;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Rooms are seeded, deleted and begun again. */
class RoomLifeTest {

    private final TestStore store = new TestStore();
    private final AtomicInteger seeds = new AtomicInteger();
    private volatile boolean seedFails;

    @RegisterExtension
    final HubFixture fixture = new HubFixture(builder -> builder.store(store)
                    .seeder(this::seed)
                    .options(HubFixture.quick().build()))
            .releasing(store);

    private void seed(String room, Doc doc) {
        seeds.incrementAndGet();
        if (seedFails) {
            throw new IllegalStateException("the page's database is down");
        }
        if (!room.equals("plain")) {
            doc.getText("t").insert(0, "seed of " + room);
        }
    }

    private String text(String room) {
        return fixture.hub.room(room).read(doc -> doc.getText("t").toString()).join();
    }

    @Test
    void aNewDocumentIsSeededOnceAndStoredBeforeAnybodySeesIt() {
        ScriptedClient ann = fixture.joined("r");
        ann.awaitText("t", "seed of r");
        assertThat(StoredDocuments.text(store.memory, "r", "t")).isEqualTo("seed of r");
        assertThat(fixture.joined("r").doc().getText("t").toString()).isEqualTo("seed of r");
        assertThat(seeds).hasValue(1);
    }

    @Test
    void twoHubsSeedOneDocument() {
        store.stallAfterLoads();
        HubFixture other = new HubFixture(builder ->
                builder.store(store).seeder((room, doc) -> doc.getText("t").insert(0, "the other's")));
        try (other) {
            ScriptedClient ann = fixture.client("r");
            ann.connect();
            ScriptedClient bob = other.client("r");
            bob.connect();
            await().until(() -> store.loads.get() == 2);
            store.goOn();
            String seeded = ann.awaitSynced().doc().getText("t").toString();
            assertThat(bob.awaitSynced().doc().getText("t").toString())
                    .isEqualTo(seeded)
                    .isIn("seed of r", "the other's");
        }
    }

    @Test
    void whatExistsIsNotSeeded() {
        Doc old = new Doc();
        old.getText("t").insert(0, "old");
        StoredDocuments.writeSnapshot(store.memory, "r", old);
        assertThat(text("r")).isEqualTo("old");
        assertThat(text("plain")).isEmpty();
        assertThat(seeds).hasValue(1);
    }

    @Test
    void aSeederThatFailsKeepsTheRoomClosedForNow() {
        seedFails = true;
        ScriptedClient ann = fixture.client("r");
        for (int i = 0; i < 15; i++) {
            ann.connect();
            assertThat(ann.awaitClosed().value()).isEqualTo(1013);
        }
        assertThat(fixture.hub.check().join().status()).isNotEqualTo(Health.Status.DOWN);
        seedFails = false;
        ann.connect();
        ann.awaitText("t", "seed of r");
    }

    @Test
    void aDeletedRoomStaysDeletedUntilItIsBegunAgain() {
        ScriptedClient ann = fixture.joined("r");
        ann.edit(doc -> doc.getText("t").insert(0, "a"));
        ann.awaitSaved();
        assertThat(fixture.hub.room("r").delete().join()).isTrue();
        assertThat(ann.awaitClosed().value()).isEqualTo(4404);
        ann.connect();
        assertThat(ann.awaitClosed().value()).isEqualTo(4404);
        assertThat(fixture.hub.room("r").delete().join()).isFalse();
        assertThat(StoredDocuments.text(store.memory, "r", "t")).isEmpty();
        assertThat(fixture.hub.room("r").recreate().join()).isTrue();
        assertThat(fixture.hub.room("r").recreate().join()).isFalse();
        ScriptedClient bob = fixture.joined("r");
        assertThat(bob.doc().getText("t").toString()).isEqualTo("seed of r");
    }

    @Test
    void aRoomDeletedDuringAnAppendIsNotBroughtBack() {
        ScriptedClient ann = fixture.joined("r");
        store.stallAppends();
        ann.edit(doc -> doc.getText("t").insert(0, "a"));
        await().until(() -> store.appends.get() > 0);
        assertThat(fixture.hub.room("r").delete().join()).isTrue();
        assertThat(ann.awaitClosed().value()).isEqualTo(4404);
        store.goOn();
        await().until(() -> fixture.hub.roomCount() == 0);
        assertThat(StoredDocuments.text(store.memory, "r", "t")).isEmpty();
        assertThat(ann.isSaved()).isFalse();
    }

    @Test
    void aRoomDeletedDuringItsLoadIsNotEntered() {
        fixture.joined("r").disconnect();
        HubFixture other = HubFixture.on(store);
        try (other) {
            store.stallAfterLoads();
            ScriptedClient ann = other.client("r");
            ann.connect();
            await().until(() -> store.loads.get() >= 3);
            store.memory.delete("r", 0);
            store.goOn();
            ann.edit(doc -> doc.getText("t").insert(0, "a"));
            assertThat(ann.awaitClosed().value()).isEqualTo(4404);
            assertThat(StoredDocuments.text(store.memory, "r", "t")).isEmpty();
        }
    }

    @Test
    void aRoomDeletedDuringItsCompactionIsNotBroughtBack() {
        HubOptions.Builder eager = HubFixture.quick().compactAfterUpdates(1);
        HubFixture compacting = HubFixture.with(store, eager);
        try (compacting) {
            store.stallSnapshots();
            ScriptedClient ann = compacting.joined("r");
            ann.edit(doc -> doc.getText("t").insert(0, "a"));
            await().until(() -> store.snapshotAttempts.get() > 0);
            assertThat(compacting.hub.room("r").delete().join()).isTrue();
            assertThat(ann.awaitClosed().value()).isEqualTo(4404);
            store.goOn();
            await().until(() -> compacting.hub.roomCount() == 0);
            assertThat(StoredDocuments.text(store.memory, "r", "t")).isEmpty();
        }
    }

    @Test
    void aRoomGetsAnotherName() {
        ScriptedClient ann = fixture.joined("plain");
        ann.edit(doc -> doc.getText("t").insert(0, "a"));
        ann.awaitSaved();
        fixture.hub.room("plain").renameTo("new").join();
        assertThat(ann.awaitClosed().value()).isEqualTo(4404);
        assertThat(fixture.joined("new").doc().getText("t").toString()).isEqualTo("a");
        ann.connect();
        assertThat(ann.awaitClosed().value()).isEqualTo(4404);
    }

    @Test
    void aNameThatIsTakenStaysWhatItIs() {
        ScriptedClient ann = fixture.joined("plain");
        assertThat(text("taken")).isEqualTo("seed of taken");
        CompletableFuture<Void> renamed = fixture.hub.room("plain").renameTo("taken");
        assertThat(renamed).failsWithin(Duration.ofSeconds(5));
        ann.edit(doc -> doc.getText("t").insert(0, "a"));
        ann.awaitSaved();
        assertThat(text("plain")).isEqualTo("a");
        assertThat(text("taken")).isEqualTo("seed of taken");
    }

    @Test
    void aNameThatIsTakenByUpdatesAloneStaysWhatItIs() {
        ScriptedClient ann = fixture.joined("plain");
        ann.edit(doc -> doc.getText("t").insert(0, "a"));
        ann.awaitSaved();
        assertThat(text("r")).isEqualTo("seed of r");
        assertThat(fixture.hub.room("r").renameTo("plain")).failsWithin(Duration.ofSeconds(5));
        assertThat(StoredDocuments.text(store.memory, "plain", "t")).isEqualTo("a");
    }

    @Test
    void aRenameThatFailsLetsEverybodyGoOn() {
        ScriptedClient ann = fixture.joined("plain");
        store.failSnapshots.set(1);
        store.stallSnapshots();
        CompletableFuture<Void> renamed = fixture.hub.room("plain").renameTo("new");
        await().until(() -> store.snapshotAttempts.get() > 0);
        ann.edit(doc -> doc.getText("t").insert(0, "a"));
        HubFixture.awaitHandled(ann);
        assertThat(text("plain")).isEmpty();
        store.goOn();
        assertThat(renamed).failsWithin(Duration.ofSeconds(5));
        ann.awaitSaved();
        assertThat(text("plain")).isEqualTo("a");
    }
}
