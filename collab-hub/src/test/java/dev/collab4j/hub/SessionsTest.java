package dev.collab4j.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.collab4j.core.protocol.HocuspocusMessage;
import dev.collab4j.testkit.LoopbackTransport;
import dev.collab4j.testkit.ScriptedClient;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Who is there, and for how long. */
class SessionsTest {

    private final AtomicReference<Instant> ends = new AtomicReference<>();

    @RegisterExtension
    final HubFixture fixture = new HubFixture(builder -> builder.authenticator(this::authenticate)
            .options(HubFixture.quick()
                    .authenticationTimeout(Duration.ofSeconds(1))
                    .build())
            .limits(Limits.builder().maxSessionsPerUser(3).build()));

    private final LoopbackTransport transport = new LoopbackTransport(fixture.hub.hocuspocus());
    private final ScriptedProvider.Socket socket = new ScriptedProvider.Socket(transport).open();

    @AfterEach
    void close() {
        fixture.hub.close();
        transport.close();
    }

    private Access authenticate(JoinRequest request) {
        String user = Objects.requireNonNullElse(request.token(), "nobody");
        Access access = user.equals("reader") ? Access.readOnly(user) : Access.readWrite(user);
        Instant end = ends.get();
        return end == null ? access : access.until(end);
    }

    private ScriptedClient joined(String room, String user) {
        ScriptedClient client = ScriptedClient.of(fixture.transport, room, request -> request.query("token=" + user));
        client.connect();
        return client.awaitSynced();
    }

    @Test
    void whoIsInARoomIsKnown() {
        joined("r", "ann");
        joined("r", "reader");
        joined("other", "ann");
        List<Session> inRoom = fixture.hub.room("r").sessions().join();
        assertThat(inRoom).extracting(Session::user).containsExactly("ann", "reader");
        assertThat(inRoom).extracting(Session::isReadOnly).containsExactly(false, true);
        assertThat(fixture.hub.sessionsOf("ann").join())
                .extracting(Session::room)
                .containsExactlyInAnyOrder("r", "other");
        assertThat(fixture.hub.room("empty").sessions().join()).isEmpty();
        assertThat(fixture.hub.rooms()).containsExactlyInAnyOrder("r", "other");
    }

    @Test
    void oneIsSentAwayAndTheOthersStay() {
        ScriptedClient ann = joined("r", "ann");
        ScriptedClient bob = joined("r", "bob");
        ScriptedProvider cid = socket.attach("r", "cid").awaitSynced();
        ScriptedProvider elsewhere = socket.attach("other", "cid").awaitSynced();
        fixture.hub.sessionsOf("ann").join().forEach(session -> session.close("no more"));
        fixture.hub.room("r").sessions().join().stream()
                .filter(session -> "cid".equals(session.user()))
                .forEach(session -> session.close("no more"));
        assertThat(ann.awaitClosed().value()).isEqualTo(4403);
        assertThat(ann.closeReason()).isEqualTo("no more");
        assertThat(cid.awaitMessage(HocuspocusMessage.PermissionDenied.class).reason())
                .isEqualTo("no more");
        bob.edit(doc -> doc.getText("t").insert(0, "b"));
        bob.awaitSaved();
        elsewhere.edit(doc -> doc.getText("t").insert(0, "c"));
        elsewhere.awaitSaved();
        await().untilAsserted(() -> assertThat(fixture.hub.room("r").sessions().join())
                .extracting(Session::user)
                .containsExactly("bob"));
    }

    @Test
    void whenItsTimeIsOverAYWebsocketClientComesBack() {
        ends.set(Instant.now().plusSeconds(2));
        ScriptedClient ann = joined("r", "ann");
        assertThat(ann.awaitClosed().value()).isEqualTo(4501);
    }

    @Test
    void whenItsTimeIsOverAProviderShowsItsTokenAndGoesOn() {
        ends.set(Instant.now().plusMillis(100));
        ScriptedProvider ann = socket.attach("r", "ann").awaitSynced();
        ann.awaitMessage(HocuspocusMessage.TokenRequest.class);
        ends.set(null);
        ann.sendToken();
        await().until(() -> ann.count(HocuspocusMessage.Authenticated.class) == 2);
        await().pollDelay(Duration.ofMillis(1_100)).until(() -> true);
        ann.edit(doc -> doc.getText("t").insert(0, "a"));
        ann.awaitSaved();
    }

    @Test
    void aProviderThatShowsNothingLosesTheDocument() {
        ends.set(Instant.now().plusMillis(50));
        ScriptedProvider ann = socket.attach("r", "ann").awaitSynced();
        ann.awaitMessage(HocuspocusMessage.Close.class);
        assertThat(socket.closeCode).isNull();
    }

    @Test
    void aProviderThatMayNotKnowTheQuestionComesBack() {
        ends.set(Instant.now().plusMillis(50));
        socket.attach("r", null).awaitSynced();
        assertThat(socket.awaitClosed()).isEqualTo(4501);
    }

    @Test
    void aUserHasSoManySessions() {
        joined("1", "ann");
        ScriptedClient second = joined("2", "ann");
        joined("3", "ann");
        ScriptedClient fourth = ScriptedClient.of(fixture.transport, "4", request -> request.query("token=ann"));
        fourth.connect();
        assertThat(fourth.awaitClosed().value()).isEqualTo(4429);
        joined("1", "bob");
        socket.attach("1", "cid").awaitSynced();
        ScriptedProvider fifth = socket.attach("5", "ann");
        fifth.awaitMessage(HocuspocusMessage.PermissionDenied.class);
        second.disconnect();
        await().untilAsserted(() -> {
            fifth.sendToken();
            assertThat(fifth.isSynced()).isTrue();
        });
    }
}
