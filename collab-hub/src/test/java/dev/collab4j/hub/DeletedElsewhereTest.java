package dev.collab4j.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.collab4j.core.Doc;
import dev.collab4j.hub.memory.InMemoryMessageBus;
import dev.collab4j.spi.bus.MessageBus;
import dev.collab4j.spi.storage.DocumentStore;
import dev.collab4j.testkit.ScriptedClient;
import java.nio.ByteBuffer;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What one hub deletes, renames and begins again ends at the other one, whatever that does with the store meanwhile. */
class DeletedElsewhereTest {

    private static final Duration REPAIR = Duration.ofMillis(100);
    private static final byte UPDATE = 1;
    private static final int AT_KIND = 17;

    private final TestStore store = new TestStore();
    private volatile boolean losesAll;
    private final InMemoryMessageBus bus = new InMemoryMessageBus(message -> losesAll);

    /** Its calls of the store don't stall. */
    @RegisterExtension
    final HubFixture one = hub(bus, store.memory);

    @RegisterExtension
    final HubFixture two = hub(bus.node(), store);

    private HubFixture hub(MessageBus node, DocumentStore on) {
        return new HubFixture(builder -> builder.store(on)
                        .bus(node)
                        .options(HubFixture.quick()
                                .repairInterval(REPAIR)
                                .compactAfterUpdates(3)
                                .build()))
                .releasing(store);
    }

    private static void type(ScriptedClient client, String text) {
        client.edit(doc -> doc.getText("t").insert(0, text));
    }

    private ScriptedClient bobHasTyped(String text) {
        ScriptedClient bob = two.joined("r");
        type(bob, text);
        bob.awaitSaved();
        return bob;
    }

    private static void assertDeleted(ScriptedClient client) {
        assertThat(client.awaitClosed().value()).isEqualTo(4404);
    }

    private String stored(String room) {
        return StoredDocuments.text(store.memory, room, "t");
    }

    private static Room roomOf(HubFixture hub) {
        return hub.hub.room("r");
    }

    @Test
    void whoIsThereIsSentAwayThoughTheStoreHangs() {
        ScriptedClient bob = bobHasTyped("old");
        store.stallLoads();
        assertThat(roomOf(one).delete().join()).isTrue();
        assertDeleted(bob);
        store.goOn();
        type(bob, "offline");
        bob.connect();
        assertDeleted(bob);
        assertThat(stored("r")).isEmpty();
    }

    @Test
    void anAppendThatRunsIsRefused() {
        ScriptedClient bob = bobHasTyped("old");
        int before = store.appends.get();
        store.stallAppends();
        type(bob, "late");
        await().until(() -> store.appends.get() > before);
        roomOf(one).delete().join();
        assertDeleted(bob);
        store.goOn();
        await().until(() -> two.hub.roomCount() == 0);
        assertThat(stored("r")).isEmpty();
        assertThat(bob.isSaved()).isFalse();
    }

    @Test
    void aLoadThatRunsIsNotEntered() {
        StoredDocuments.writeSnapshot(store.memory, "r", document("old"));
        store.stallAfterLoads();
        ScriptedClient bob = two.client("r");
        bob.connect();
        await().until(() -> store.loads.get() == 1);
        roomOf(one).delete().join();
        roomOf(one).recreate().join();
        type(bob, "a");
        await().pollDelay(REPAIR).until(() -> true); // the bus has brought it
        store.goOn();
        assertDeleted(bob);
        assertThat(bob.doc().getText("t").toString()).isEqualTo("a");
        assertThat(stored("r")).isEmpty();
    }

    private static Doc document(String text) {
        Doc doc = new Doc();
        doc.getText("t").insert(0, text);
        return doc;
    }

    @Test
    void aCompactionThatRunsBringsNothingBack() {
        ScriptedClient bob = bobHasTyped("1");
        store.stallSnapshots();
        bobTypesUntilItIsCompacted(bob);
        roomOf(one).delete().join();
        roomOf(one).recreate().join();
        assertDeleted(bob);
        store.goOn();
        await().until(() -> two.hub.roomCount() == 0);
        assertThat(stored("r")).isEmpty();
    }

    private void bobTypesUntilItIsCompacted(ScriptedClient bob) {
        for (int i = 0; store.snapshotAttempts.get() == 0; i++) {
            assertThat(i).isLessThan(10);
            type(bob, "x");
            bob.awaitSaved();
        }
    }

    @Test
    void whoTypesWhereNobodyHasHeardIsSentAwayByTheStore() {
        ScriptedClient bob = bobHasTyped("old");
        losesAll = true;
        roomOf(one).delete().join();
        roomOf(one).recreate().join();
        type(bob, "late");
        assertDeleted(bob);
        assertThat(stored("r")).isEmpty();
    }

    @Test
    void aNoticeThatIsLostIsSaidAgain() {
        ScriptedClient bob = bobHasTyped("old");
        losesAll = true;
        roomOf(one).delete().join();
        await().pollDelay(REPAIR).until(() -> true);
        assertThat(bob.closeCode()).isNull();
        losesAll = false;
        assertDeleted(bob);
    }

    @Test
    void aDocumentThatIsBegunAgainTakesNothingOfTheOldOne() {
        ScriptedClient bob = bobHasTyped("old");
        losesAll = true;
        roomOf(one).delete().join();
        roomOf(one).recreate().join();
        await().pollDelay(REPAIR.multipliedBy(8)).until(() -> true); // nobody says it again
        assertThat(bob.closeCode()).isNull();
        ScriptedClient ann = one.joined("r");
        losesAll = false;
        type(ann, "new");
        ann.awaitSaved();
        assertDeleted(bob);
        await().pollDelay(REPAIR.multipliedBy(2)).until(() -> true);
        assertThat(ann.doc().getText("t").toString()).isEqualTo("new");
        assertThat(one.joined("r").doc().getText("t").toString()).isEqualTo("new");
        assertThat(stored("r")).isEqualTo("new");
        two.joined("r").awaitText("t", "new");
    }

    @Test
    void anUpdateOfTheOldOneThatComesLateIsDropped() {
        bobHasTyped("old");
        roomOf(one).delete().join();
        roomOf(one).recreate().join();
        ScriptedClient ann = one.joined("r");
        byte[] content = document("late").encodeStateAsUpdate().toV1();
        bus.publish("room/r", envelope(0, content));
        bus.publish(
                "room/r", envelope(2, document("known").encodeStateAsUpdate().toV1()));
        ann.awaitText("t", "known");
    }

    private static ByteBuffer envelope(long generation, byte[] content) {
        return ByteBuffer.allocate(AT_KIND + 1 + content.length)
                .put((byte) 2)
                .putLong(4_711)
                .putLong(generation)
                .put(UPDATE)
                .put(content)
                .flip();
    }

    @Test
    void aNewNameHasWhatTheOtherHubHasStored() {
        ScriptedClient ann = one.joined("r");
        ScriptedClient early = two.joined("new");
        losesAll = true;
        ScriptedClient bob = bobHasTyped("old");
        assertThat(ann.doc().getText("t").toString()).isEmpty();
        losesAll = false;
        roomOf(one).renameTo("new").join();
        assertDeleted(ann);
        assertDeleted(bob);
        early.awaitText("t", "old");
        assertThat(one.joined("new").doc().getText("t").toString()).isEqualTo("old");
        assertThat(stored("r")).isEmpty();
        bob.connect();
        assertDeleted(bob);
    }

    @Test
    void whatWasDeletedElsewhereIsNotRenamed() {
        ScriptedClient bob = bobHasTyped("old");
        losesAll = true;
        roomOf(one).delete().join();
        assertThat(roomOf(two).renameTo("new")).failsWithin(Duration.ofSeconds(5));
        assertThat(store.memory.documents(null, 10).items()).isEmpty();
        type(bob, "late");
        assertDeleted(bob);
    }
}
