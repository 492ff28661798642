package dev.collab4j.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.collab4j.testkit.ScriptedClient;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class LoadTest {

    private final TestStore store = new TestStore();

    @RegisterExtension
    final HubFixture fixture = HubFixture.with(store, HubFixture.quick().joinTimeout(Duration.ofSeconds(2)));

    @Test
    void allWhoWaitShareOneLoad() {
        store.stallLoads();
        List<ScriptedClient> clients =
                IntStream.range(0, 10).mapToObj(i -> fixture.client("r")).toList();
        clients.forEach(ScriptedClient::connect);
        var read = fixture.hub.room("r").read(doc -> doc.getText("t").toString());
        await().until(() -> store.loads.get() == 1);
        store.goOn();
        clients.forEach(ScriptedClient::awaitSynced);
        assertThat(read.join()).isEmpty();
        assertThat(store.loads.get()).isEqualTo(1);
    }

    @Test
    void whatWasSentBeforeTheJoinIsNotLost() {
        store.stallLoads();
        ScriptedClient ann = fixture.client("r");
        ann.edit(doc -> doc.getText("t").insert(0, "a"));
        ann.connect();
        ann.edit(doc -> doc.getText("t").insert(1, "b"));
        store.goOn();
        ann.awaitSynced().awaitSaved();
        assertThat(fixture.hub
                        .room("r")
                        .read(doc -> doc.getText("t").toString())
                        .join())
                .isEqualTo("ab");
    }

    @Test
    void aFailedLoadTellsAllWhoWaitAndTheNextOneWorks() {
        store.failLoads.set(1);
        store.stallLoads();
        ScriptedClient ann = fixture.client("r");
        ann.connect();
        await().until(() -> store.loads.get() == 1);
        var first = fixture.hub.room("r").read(doc -> "");
        var second = fixture.hub.room("r").edit("code", doc -> {});
        store.goOn();
        assertThat(ann.awaitClosed().value()).isEqualTo(1013);
        assertThat(first).failsWithin(Duration.ofSeconds(5));
        assertThat(second).failsWithin(Duration.ofSeconds(5));
        fixture.joined("r");
    }

    @Test
    void aLoadThatHangsSendsItsClientsAway() {
        store.stallLoads();
        ScriptedClient ann = fixture.client("r");
        ann.connect();
        assertThat(ann.awaitClosed().value()).isEqualTo(1013);
        store.goOn();
        fixture.joined("r");
    }

    @Test
    void aDeletedDocumentIsClosedForGood() {
        ScriptedClient ann = fixture.joined("r");
        ann.edit(doc -> doc.getText("t").insert(0, "a"));
        ann.awaitSaved();
        store.delete("r", 0);
        ann.edit(doc -> doc.getText("t").insert(0, "b"));
        assertThat(ann.awaitClosed().value()).isEqualTo(4404);
        ScriptedClient bob = fixture.client("r");
        bob.connect();
        assertThat(bob.awaitClosed().value()).isEqualTo(4404);
    }
}
