package dev.collab4j.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.collab4j.core.awareness.AwarenessUpdate;
import dev.collab4j.core.protocol.HocuspocusMessage;
import dev.collab4j.core.protocol.Message;
import dev.collab4j.testkit.LoopbackTransport;
import dev.collab4j.testkit.ScriptedClient;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class PresenceTest {

    @RegisterExtension
    final HubFixture fixture = HubFixture.with(new TestStore(), HubFixture.quick());

    private ScriptedClient ann;
    private ScriptedClient bob;

    @BeforeEach
    void join() {
        ann = present("Ann");
        bob = present("Bob");
        ann.awaitPresent(id(ann), id(bob));
        bob.awaitPresent(id(ann), id(bob));
    }

    private ScriptedClient present(String name) {
        ScriptedClient client = fixture.joined("r");
        client.awareness().setLocalState(Map.of("name", name));
        return client;
    }

    @Test
    void aStateReachesAllAndItsSender() {
        ann.clearReceived();
        ann.awareness().setLocalState(Map.of("name", "Anna"));
        await().until(() -> awarenessClients(ann).contains(id(ann)));
        await().until(() -> bob.awareness().states().get(id(ann)).json().contains("Anna"));
    }

    @Test
    void anUnchangedRenewalIsEchoedAsWell() {
        await().until(() -> awarenessClients(ann).contains(id(ann)));
        ann.clearReceived();
        ann.awareness().setLocalState(Map.of("name", "Ann"));
        await().until(() -> awarenessClients(ann).contains(id(ann)));
    }

    @Test
    void whoLeavesIsGoneAtOnce() {
        ann.leavePage();
        bob.awaitPresent(id(bob));
    }

    @Test
    void whoDisconnectsIsGoneAtOnce() {
        ann.disconnect();
        bob.awaitPresent(id(bob));
    }

    @Test
    void whoseConnectionBreaksIsKeptForAWhile() {
        bob.clearReceived();
        ann.cut();
        ann.connect();
        ann.awaitSynced();
        pauseBeyondTheGrace();
        assertThat(bob.awareness().states()).containsKey(id(ann));
        assertThat(removals(bob)).isEmpty();
    }

    @Test
    void aProviderWhoseConnectionBreaksIsKeptForAWhile() {
        try (LoopbackTransport transport = new LoopbackTransport(fixture.hub.hocuspocus())) {
            ScriptedProvider.Socket socket = new ScriptedProvider.Socket(transport).open();
            ScriptedProvider cid = present(socket);
            bob.clearReceived();
            socket.peer().cut();
            socket.awaitClosed();
            socket.open();
            cid.awaitSynced();
            pauseBeyondTheGrace();
            assertThat(removals(bob)).isEmpty();
            socket.peer().cut();
            ScriptedProvider reloaded = present(new ScriptedProvider.Socket(transport).open());
            bob.awaitPresent(id(ann), id(bob), reloaded.doc.clientId());
            assertThat(removals(bob))
                    .extracting(AwarenessUpdate.Entry::clientId)
                    .containsExactly(cid.doc.clientId());
        }
    }

    private ScriptedProvider present(ScriptedProvider.Socket socket) {
        ScriptedProvider provider = socket.attach("r", "token").awaitSynced();
        provider.awareness.setLocalState(Map.of("name", "Cid"));
        Long id = provider.doc.clientId();
        provider.send(new HocuspocusMessage.Awareness(provider.awareness.encode(List.of(id))));
        await().until(() -> bob.awareness().states().containsKey(id));
        return provider;
    }

    @Test
    void whoDoesNotComeBackIsGoneAfterTheGrace() {
        ann.cut();
        bob.awaitPresent(id(bob));
    }

    /** As when a phone changes its network: nothing tells the server that the old connection is dead. */
    @Test
    void whoseOldConnectionIsNoticedToBeDeadLaterIsNeverSeenToGo() {
        ScriptedClient again = fixture.clientWithIdOf(ann, "r");
        again.awareness().setLocalState(Map.of("name", "Ann"));
        bob.clearReceived();
        again.connect();
        HubFixture.awaitHandled(again);
        ann.cut();
        pauseBeyondTheGrace();
        assertThat(removals(bob)).isEmpty();
        again.cut();
        bob.awaitPresent(id(bob));
    }

    @Test
    void aPageThatIsLoadedAgainIsSomebodyNew() {
        ann.cut();
        ScriptedClient reloaded = present("Ann");
        bob.awaitPresent(id(ann), id(bob), id(reloaded));
        bob.awaitPresent(id(bob), id(reloaded));
    }

    @Test
    void anIdThatIsRelayedStaysWithItsOwner() {
        ScriptedClient eve = present("Eve");
        eve.awaitPresent(id(ann), id(bob), id(eve));
        // what a relay or an impostor sends: somebody else's id with a newer clock
        eve.send(new Message.Awareness(
                AwarenessUpdate.of(List.of(new AwarenessUpdate.Entry(id(ann), 1_000, "{\"name\":\"not Ann\"}")))));
        eve.awareness().setLocalState(Map.of("name", "Eve 2"));
        await().until(() -> bob.awareness().states().get(id(eve)).json().contains("Eve 2"));
        assertThat(bob.awareness().states().get(id(ann)).json()).contains("\"Ann\"");
        eve.leavePage();
        bob.awaitPresent(id(ann), id(bob));
    }

    @Test
    void theServerIsNoParticipant() {
        assertThat(ann.awareness().states()).containsOnlyKeys(id(ann), id(bob));
    }

    @Test
    void malformedJsonClosesItsSenderOnly() {
        ann.send(new Message.Awareness(AwarenessUpdate.of(List.of(new AwarenessUpdate.Entry(id(ann), 99, "{]")))));
        assertThat(ann.awaitClosed().value()).isEqualTo(4400);
        bob.awaitPresent(id(bob));
    }

    /** A removal would have come. */
    private static void pauseBeyondTheGrace() {
        await().pollDelay(Duration.ofMillis(400)).until(() -> true);
    }

    private static Long id(ScriptedClient client) {
        return client.doc().clientId();
    }

    private static List<Long> awarenessClients(ScriptedClient client) {
        return entries(client).stream().map(AwarenessUpdate.Entry::clientId).toList();
    }

    private static List<AwarenessUpdate.Entry> removals(ScriptedClient client) {
        return entries(client).stream().filter(AwarenessUpdate.Entry::removed).toList();
    }

    private static List<AwarenessUpdate.Entry> entries(ScriptedClient client) {
        return client.received().stream()
                .filter(Message.Awareness.class::isInstance)
                .flatMap(message -> ((Message.Awareness) message).update().entries().stream())
                .toList();
    }
}
