package dev.collab4j.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.collab4j.core.Doc;
import dev.collab4j.core.Update;
import dev.collab4j.core.protocol.Message;
import dev.collab4j.core.protocol.SyncMessage;
import dev.collab4j.spi.storage.StoredUpdate;
import dev.collab4j.testkit.ScriptedClient;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A2 and A5: nobody is told that something is saved before it is. */
class EchoTest {

    private final TestStore store = new TestStore();

    @RegisterExtension
    final HubFixture fixture = HubFixture.with(store, HubFixture.quick());

    @Test
    void othersSeeTheEditAtOnceAndTheSenderItsEchoWhenItIsDurable() {
        ScriptedClient ann = fixture.joined("r");
        ScriptedClient bob = fixture.joined("r");
        store.stallAppends();
        ann.edit(doc -> doc.getText("t").insert(0, "a"));
        bob.awaitText("t", "a");
        bob.edit(doc -> doc.getText("t").insert(1, "b"));
        ann.awaitText("t", "ab"); // so the room has handled both
        assertThat(ann.isSaved()).isFalse();
        assertThat(bob.isSaved()).isFalse();
        store.goOn();
        ann.awaitSaved();
        bob.awaitSaved();
    }

    @Test
    void aReconnectDoesNotConfirmWhatIsNotDurable() {
        ScriptedClient ann = fixture.joined("r");
        ScriptedClient bob = fixture.joined("r");
        store.stallAppends();
        ann.edit(doc -> doc.getText("t").insert(0, "a"));
        ann.edit(doc -> doc.getText("t").delete(0, 1));
        ann.edit(doc -> doc.getText("t").insert(0, "b"));
        bob.awaitText("t", "b");
        ann.cut();
        ann.connect();
        ann.awaitSynced();
        bob.edit(doc -> doc.getText("t").insert(1, "c"));
        ann.awaitText("t", "bc"); // the room has handled ann's SyncStep2, which brought nothing new
        assertThat(ann.isSaved()).isFalse();
        store.goOn();
        ann.awaitSaved();
    }

    @Test
    void aReconnectConfirmsWhatHasBecomeDurableMeanwhile() {
        ScriptedClient ann = fixture.joined("r");
        store.stallAppends();
        ann.edit(doc -> doc.getText("t").insert(0, "ab"));
        ann.edit(doc -> doc.getText("t").delete(0, 1));
        await().until(() -> store.appends.get() > 0);
        ann.cut();
        store.goOn();
        await().until(() -> store.appended.size() == 2);
        assertThat(ann.isSaved()).isFalse();
        ann.connect();
        ann.awaitSynced().awaitSaved();
    }

    @Test
    void anotherClientIsNotConfirmedWhatItOnlyHeard() {
        ScriptedClient ann = fixture.joined("r");
        ScriptedClient bob = fixture.joined("r");
        store.stallAppends();
        ann.edit(doc -> doc.getText("t").insert(0, "a"));
        bob.awaitText("t", "a");
        bob.clearReceived();
        bob.send(new Message.Sync(new SyncMessage.Step2(bob.doc().encodeStateAsUpdate())));
        ann.edit(doc -> doc.getText("t").insert(1, "b"));
        bob.awaitText("t", "ab");
        assertThat(bob.receivedUpdates()).as("ann's second edit, no echo").hasSize(1);
        store.goOn();
        await().until(() -> bob.receivedUpdates().size() == 2);
    }

    /** As after a restart that has lost ann's edit, when bob is back first. */
    @Test
    void whatAnotherBringsBackIsNoEchoBeforeItIsDurable() {
        ScriptedClient ann = fixture.client("r");
        ann.edit(doc -> doc.getText("t").insert(0, "a"));
        ScriptedClient annAgain = fixture.clientWithIdOf(ann, "r");
        annAgain.connect();
        annAgain.awaitSynced();
        store.stallAppends();
        ScriptedClient bob = fixture.client("r");
        bob.doc().applyUpdate(ann.doc().encodeStateAsUpdate());
        bob.connect();
        bob.awaitSynced();
        HubFixture.awaitHandled(bob);
        annAgain.send(new Message.Sync(new SyncMessage.Step1(annAgain.doc().stateVector())));
        annAgain.awaitText("t", "a"); // by the answer, behind all that came before
        assertThat(annAgain.receivedUpdates()).isEmpty();
        store.goOn();
        await().until(() -> !annAgain.receivedUpdates().isEmpty());
        annAgain.awaitText("t", "a");
    }

    @Test
    void oneBatchIsInFlightAndTheRestFollowsTogether() {
        ScriptedClient ann = fixture.joined("r");
        store.stallAppends();
        ann.edit(doc -> doc.getText("t").insert(0, "x"));
        await().until(() -> store.appends.get() == 1);
        for (int i = 1; i < 50; i++) {
            ann.edit(doc -> doc.getText("t").insert(0, "x"));
        }
        fixture.joined("r").awaitText("t", "x".repeat(50));
        assertThat(store.appends.get()).isEqualTo(1);
        store.goOn();
        ann.awaitSaved();
        assertThat(store.appends.get()).isEqualTo(2);
        assertThat(store.appended).hasSize(50);
    }

    @Test
    void parkedUpdatesAreStoredAndEchoed() {
        ScriptedClient ann = fixture.joined("r");
        Doc source = new Doc();
        source.getText("t").insert(0, "a");
        Update missing = source.encodeStateAsUpdate();
        var before = source.stateVector();
        source.getText("t").insert(1, "b");
        Update parked = source.encodeStateAsUpdate(before);
        ann.send(new Message.Sync(new SyncMessage.Update(parked)));
        await().until(() -> ann.receivedUpdates().size() == 1);
        StoredUpdate stored = store.appended.get(0);
        assertThat(Arrays.copyOfRange(stored.bytes(), 1, stored.bytes().length)).isEqualTo(parked.toV1());
        ann.send(new Message.Sync(new SyncMessage.Update(missing)));
        ann.awaitText("t", "ab");
    }

    @Test
    void theAuthorAndTheSessionAreStored() {
        HubFixture named = new HubFixture(builder ->
                builder.store(store).authenticator(request -> Access.readWrite("user of " + request.room())));
        try (named) {
            ScriptedClient ann = named.joined("r");
            ann.edit(doc -> doc.getText("t").insert(0, "a"));
            ann.awaitSaved();
            assertThat(store.appended.get(0).author()).isEqualTo("user of r");
            assertThat(store.appended.get(0).session()).isNotBlank();
        }
    }

    @Test
    void theStoredFormatIsAByteAndTheUpdate() {
        ScriptedClient ann = fixture.joined("r");
        ann.edit(doc -> doc.getText("t").insert(0, "a"));
        ann.awaitSaved();
        byte[] payload = store.appended.get(0).bytes();
        assertThat(payload[0]).isEqualTo((byte) 1);
        Doc copy = new Doc();
        copy.applyUpdate(Update.fromV1(Arrays.copyOfRange(payload, 1, payload.length)));
        assertThat(copy.getText("t").toString()).isEqualTo("a");
    }
}
