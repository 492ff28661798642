package dev.collab4j.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.collab4j.core.awareness.AwarenessUpdate;
import dev.collab4j.core.protocol.Message;
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
        // longer than the grace: the removal would have come
        await().pollDelay(Duration.ofMillis(400)).until(() -> true);
        assertThat(bob.awareness().states()).containsKey(id(ann));
        assertThat(removals(bob)).isEmpty();
    }

    @Test
    void whoDoesNotComeBackIsGoneAfterTheGrace() {
        ann.cut();
        bob.awaitPresent(id(bob));
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
