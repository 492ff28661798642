package dev.collab4j.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.collab4j.core.StateVector;
import dev.collab4j.core.Update;
import dev.collab4j.core.protocol.Message;
import dev.collab4j.core.protocol.SyncMessage;
import dev.collab4j.testkit.ScriptedClient;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class SyncTest {

    @RegisterExtension
    final HubFixture fixture = HubFixture.inMemory();

    @Test
    void theServerBeginsWithSyncStep1AndThenTellsWhoIsThere() {
        ScriptedClient ann = fixture.joined("r");
        ann.awareness().setLocalState(Map.of("name", "Ann"));
        ScriptedClient bob = fixture.joined("r");
        bob.awaitPresent(ann.doc().clientId(), bob.doc().clientId());
        List<Message> received = bob.received();
        assertThat(received.get(0)).isEqualTo(step1(StateVector.empty()));
        assertThat(received.get(1)).isInstanceOf(Message.Awareness.class);
    }

    @Test
    void anEmptyRoomSendsNoAwarenessAndAnswersWithAnEmptySyncStep2() {
        ScriptedClient ann = fixture.client("r");
        ann.awareness().setLocalState(null);
        ann.connect();
        ann.awaitSynced();
        assertThat(ann.received()).hasSize(2);
        assertThat(ann.received().get(0)).isEqualTo(step1(StateVector.empty()));
        assertThat(ann.received().get(1).encode()).isEqualTo(new byte[] {0, 1, 2, 0, 0});
    }

    @Test
    void editsReachTheOtherAndWhoComesLater() {
        ScriptedClient ann = fixture.joined("r");
        ScriptedClient bob = fixture.joined("r");
        ann.edit(doc -> doc.getText("t").insert(0, "hello"));
        bob.awaitText("t", "hello");
        bob.edit(doc -> doc.getText("t").delete(0, 1));
        ann.awaitText("t", "ello");
        fixture.joined("r").awaitText("t", "ello");
    }

    @Test
    void offlineEditsOfBothSidesMerge() {
        ScriptedClient ann = fixture.joined("r");
        ScriptedClient bob = fixture.joined("r");
        bob.cut();
        bob.edit(doc -> doc.getMap("m").set("bob", 1));
        ann.edit(doc -> doc.getMap("m").set("ann", 2));
        bob.connect();
        bob.awaitSynced().awaitSaved();
        await().untilAsserted(() -> assertThat(bob.doc().getMap("m").toJson()).isEqualTo(Map.of("bob", 1L, "ann", 2L)));
        await().untilAsserted(() -> assertThat(ann.doc().getMap("m").toJson()).isEqualTo(Map.of("bob", 1L, "ann", 2L)));
    }

    @Test
    void theSenderGetsItsEchoAsAnUpdate() {
        ScriptedClient ann = fixture.joined("r");
        ann.edit(doc -> doc.getText("t").insert(0, "a"));
        ann.awaitSaved();
        assertThat(ann.receivedUpdates()).hasSize(1);
    }

    @Test
    void whatChangesNothingIsNotSentToOthers() {
        ScriptedClient ann = fixture.joined("r");
        ScriptedClient bob = fixture.joined("r");
        ann.edit(doc -> doc.getText("t").insert(0, "a"));
        bob.awaitText("t", "a");
        bob.clearReceived();
        ann.send(new Message.Sync(new SyncMessage.Step2(ann.doc().encodeStateAsUpdate())));
        ann.edit(doc -> doc.getText("t").insert(1, "b"));
        bob.awaitText("t", "ab");
        assertThat(bob.receivedUpdates()).hasSize(1);
    }

    @Test
    void aSecondSyncStep1IsAnsweredAsWell() {
        ScriptedClient ann = fixture.joined("r");
        ann.edit(doc -> doc.getText("t").insert(0, "a"));
        ann.awaitSaved();
        ann.clearReceived();
        ann.send(step1(ann.doc().stateVector()));
        ann.send(step1(StateVector.empty()));
        await().until(() -> ann.received().size() == 2);
        assertThat(ann.received().get(0).encode()).isEqualTo(new byte[] {0, 1, 2, 0, 0});
        assertThat(ann.received().get(1).encode())
                .isEqualTo(new Message.Sync(new SyncMessage.Step2(ann.doc().encodeStateAsUpdate())).encode());
    }

    @Test
    void anUpdateWhoseDependencyIsMissingWaitsAndIsAskedFor() {
        ScriptedClient ann = fixture.joined("r");
        ScriptedClient bob = fixture.client("r");
        ScriptedClient source = fixture.client("unused");
        source.edit(doc -> doc.getText("t").insert(0, "a"));
        StateVector first = source.doc().stateVector();
        Update one = source.doc().encodeStateAsUpdate();
        source.edit(doc -> doc.getText("t").insert(1, "b"));
        ann.send(new Message.Sync(new SyncMessage.Update(source.doc().encodeStateAsUpdate(first))));
        await().until(() -> ann.receivedUpdates().size() == 1); // parked, stored, echoed
        bob.connect();
        bob.awaitSynced();
        assertThat(bob.doc().hasPending()).isTrue();
        await().until(() -> ann.received().stream().filter(SyncTest::isStep1).count() == 2);
        ann.send(new Message.Sync(new SyncMessage.Update(one)));
        bob.awaitText("t", "ab");
    }

    @Test
    void roomsAreApart() {
        ScriptedClient ann = fixture.joined("r");
        ScriptedClient bob = fixture.joined("R");
        ann.edit(doc -> doc.getText("t").insert(0, "a"));
        ann.awaitSaved();
        bob.edit(doc -> doc.getText("t").insert(0, "b"));
        bob.awaitSaved();
        assertThat(bob.doc().getText("t").toString()).isEqualTo("b");
    }

    @Test
    void manySendersInATurnAllGetTheirEchoAndEachOthersEdits() {
        List<ScriptedClient> clients =
                IntStream.range(0, 12).mapToObj(i -> fixture.joined("r")).toList();
        for (int round = 0; round < 10; round++) {
            clients.forEach(client -> client.edit(doc -> doc.getText("t").insert(0, "x")));
        }
        clients.forEach(client -> client.awaitText("t", "x".repeat(120)).awaitSaved());
    }

    private static boolean isStep1(Message message) {
        return message instanceof Message.Sync sync && sync.message() instanceof SyncMessage.Step1;
    }

    private static Message step1(StateVector vector) {
        return new Message.Sync(new SyncMessage.Step1(vector));
    }
}
