package dev.collab4j.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.collab4j.core.Cursor;
import dev.collab4j.core.awareness.AwarenessUpdate;
import dev.collab4j.core.protocol.HocuspocusMessage;
import dev.collab4j.core.protocol.Message;
import dev.collab4j.hub.memory.InMemoryMessageBus;
import dev.collab4j.spi.bus.MessageBus;
import dev.collab4j.testkit.LoopbackTransport;
import dev.collab4j.testkit.ScriptedClient;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What code of the application sees of those who are in a room. */
class RoomPresencesTest {

    private volatile Instant now = Instant.parse("2030-01-01T00:00:00Z");
    private final InMemoryMessageBus bus = new InMemoryMessageBus();

    @RegisterExtension
    final HubFixture fixture = hub(bus);

    private final LoopbackTransport transport = new LoopbackTransport(fixture.hub.hocuspocus());

    private HubFixture hub(MessageBus node) {
        return new HubFixture(builder -> builder.authenticator(RoomPresencesTest::authenticate)
                .options(HubFixture.quick().build())
                .bus(node)
                .clock(() -> now));
    }

    private static Access authenticate(JoinRequest request) {
        return Access.readWrite(Objects.requireNonNullElse(request.token(), "nobody"));
    }

    @AfterEach
    void close() {
        fixture.hub.close();
        transport.close();
    }

    private ScriptedClient joined(String user) {
        return joined(fixture, user);
    }

    private static ScriptedClient joined(HubFixture at, String user) {
        ScriptedClient client = ScriptedClient.of(at.transport, "r", request -> request.query("token=" + user));
        client.connect();
        return client.awaitSynced();
    }

    private void show(ScriptedClient client, Map<String, ?> state) {
        client.awareness().setLocalState(state);
        HubFixture.awaitHandled(client);
    }

    private List<Presence> presences() {
        return fixture.hub.room("r").presences().join();
    }

    private Presence only() {
        return presences().get(0);
    }

    @Test
    void aRoomThatIsNotInMemoryHasNobody() {
        assertThat(presences()).isEmpty();
        assertThat(fixture.hub.roomCount()).isZero();
    }

    @Test
    void whoItIsComesFromTheAuthenticatorWhateverTheStateSays() {
        ScriptedClient eve = joined("eve");
        show(eve, Map.of("user", Map.of("name", "Ann")));
        Presence presence = only();
        assertThat(presence.user()).isEqualTo("eve");
        assertThat(presence.clientId()).isEqualTo(eve.doc().clientId());
        assertThat(presence.state().json()).isEqualTo("{\"user\":{\"name\":\"Ann\"}}");
        assertThat(presence.lastHeard()).isEqualTo(now);
        assertThat(presence.session().id())
                .isEqualTo(fixture.hub.room("r").sessions().join().get(0).id());
    }

    @Test
    void clientsOfBothProtocolsAreSeen() {
        show(joined("ann"), Map.of());
        ScriptedProvider bob = new ScriptedProvider.Socket(transport).open().attach("r", "bob");
        bob.awaitSynced().awareness.setLocalState(Map.of("name", "Bob"));
        bob.send(new HocuspocusMessage.Awareness(bob.awareness.encode(List.of(bob.doc.clientId()))));
        await().untilAsserted(
                        () -> assertThat(presences()).extracting(Presence::user).containsExactly("ann", "bob"));
    }

    @Test
    void whoShowsNothingIsASessionWithoutPresence() {
        ScriptedClient ann = joined("ann");
        show(ann, Map.of());
        show(ann, null);
        assertThat(presences()).isEmpty();
        assertThat(fixture.hub.room("r").sessions().join()).hasSize(1);
    }

    @Test
    void typingIsBelievedForThreeSecondsAndAHalfAfterTheLastSign() {
        ScriptedClient ann = joined("ann");
        show(ann, Map.of("typing", true));
        assertThat(only().isTyping()).isTrue();
        now = now.plusMillis(3_499);
        assertThat(only().isTyping()).isTrue();
        Presence before = only();
        now = now.plusMillis(1);
        assertThat(only().isTyping()).isFalse();
        assertThat(before.isTyping()).as("what was seen stays").isTrue();
        show(ann, Map.of("typing", true));
        assertThat(only().isTyping()).as("the renewal of an equal state").isTrue();
        show(ann, Map.of("typing", false));
        assertThat(only().isTyping()).isFalse();
    }

    @Test
    void aCursorIsResolvedInTheDocument() {
        ScriptedClient ann = joined("ann");
        ann.edit(doc -> doc.getText("t").insert(0, "hello world"));
        Map<String, Object> selection = Cursor.of(ann.doc().getText("t"), 6, 11).toValue();
        show(ann, Map.of("cursor", selection, "selection", selection));
        ann.edit(doc -> doc.getText("t").insert(0, "> "));
        ann.awaitSaved();
        Cursor cursor = only().cursor();
        assertThat(only().cursor("selection")).isEqualTo(cursor);
        int head = fixture.hub
                .room("r")
                .read(doc -> cursor.head().resolve(doc).index())
                .join();
        int anchor = fixture.hub
                .room("r")
                .read(doc -> cursor.anchor().resolve(doc).index())
                .join();
        assertThat(anchor).isEqualTo(8);
        assertThat(head).isEqualTo(13);
    }

    @Test
    void whatIsNoCursorAndNoObjectIsNone() {
        ScriptedClient ann = joined("ann");
        show(ann, Map.of("cursor", "elsewhere", "typing", "yes"));
        assertThat(only().cursor()).isNull();
        assertThat(only().isTyping()).isFalse();
        long clock = ann.awareness().localState().clock();
        ann.send(new Message.Awareness(
                AwarenessUpdate.of(List.of(new AwarenessUpdate.Entry(ann.doc().clientId(), clock + 1, "[true]")))));
        HubFixture.awaitHandled(ann);
        assertThat(only().state().json()).isEqualTo("[true]");
        assertThat(only().cursor()).isNull();
        assertThat(only().isTyping()).isFalse();
    }

    @Test
    void whoseConnectionIsBrokenHasNoSessionForAWhile() {
        ScriptedClient ann = joined("ann");
        show(ann, Map.of());
        show(joined("bob"), Map.of());
        ann.cut();
        await().until(() -> only().session() == null);
        assertThat(only().user()).isEqualTo("ann");
        await().until(() -> presences().size() == 1);
        assertThat(only().user()).isEqualTo("bob");
    }

    @Test
    void whoIsAtAnotherHubIsSeenWithoutAUser() {
        try (HubFixture other = hub(bus.node())) {
            show(joined("ann"), Map.of());
            show(joined(other, "bob"), Map.of("name", "Bob"));
            await().until(() -> presences().size() == 2);
            Presence bob = presences().get(1);
            assertThat(bob.state().json()).contains("Bob");
            assertThat(bob.user()).isNull();
            assertThat(bob.session()).isNull();
        }
    }

    @Test
    void aLogShowsNothingOfTheState() {
        show(joined("ann"), Map.of("secret", "plans"));
        assertThat(only().toString()).doesNotContain("plans");
    }
}
