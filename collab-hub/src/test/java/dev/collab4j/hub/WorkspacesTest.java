package dev.collab4j.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.collab4j.testkit.ScriptedClient;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Whose a room is; RefusalsTest crosses the limits of a workspace. */
class WorkspacesTest {

    private final Map<String, String> asked = new ConcurrentHashMap<>();

    @RegisterExtension
    final HubFixture fixture = new HubFixture(builder -> builder.workspaces(WorkspacesTest::workspaceOf)
            .limits(Limits.builder().maxSessionsPerWorkspace(2).build())
            .authenticator(request -> {
                asked.put(request.room(), String.valueOf(request.workspace()));
                return request.room().endsWith("closed") ? Access.denied("no") : Access.readWrite("ann");
            }));

    private static String workspaceOf(String room) {
        if (room.equals("broken")) {
            throw new IllegalArgumentException("as the test wants");
        }
        return room.contains("/") ? room.substring(0, room.indexOf('/')) : null;
    }

    @Test
    void theAuthenticatorAndTheSessionsKnowIt() {
        fixture.joined("acme/plan");
        fixture.joined("plan");
        assertThat(asked).isEqualTo(Map.of("acme/plan", "acme", "plan", "null"));
        assertThat(fixture.hub.sessionsOf("ann").join())
                .extracting(Session::workspace)
                .containsExactlyInAnyOrder("acme", null);
    }

    /** Else a workspace would be full for ever. */
    @Test
    void whoLeavesOrIsDeniedGivesItsPlaceBack() {
        ScriptedClient ann = fixture.joined("acme/1");
        fixture.joined("acme/2");
        for (int i = 0; i < 3; i++) {
            ScriptedClient denied = fixture.client("acme/closed");
            denied.connect();
            assertThat(denied.awaitClosed().value()).isEqualTo(4403);
        }
        ann.disconnect();
        await().untilAsserted(() ->
                assertThat(fixture.hub.room("acme/1").sessions().join()).isEmpty());
        fixture.joined("acme/3");
    }

    @Test
    void aNameForWhichItThrowsCanNotBeEntered() {
        ScriptedClient ann = fixture.client("broken");
        ann.connect();
        assertThat(ann.awaitClosed().value()).isEqualTo(4403);
        assertThat(asked).isEmpty();
        assertThatThrownBy(() -> fixture.hub.room("broken").read(doc -> doc).join())
                .hasRootCauseMessage("as the test wants");
        fixture.joined("acme/1");
    }
}
