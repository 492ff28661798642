package dev.collab4j.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.collab4j.spi.Health;
import dev.collab4j.testkit.ScriptedClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A store that is down is asked now and then, and not by every room. */
class BreakerTest {

    private final TestStore store = new TestStore();

    @RegisterExtension
    final HubFixture fixture = HubFixture.with(
            store, HubOptions.builder().minRetryDelay(Duration.ofMillis(5)).maxRetryDelay(Duration.ofMillis(500)));

    @Test
    void manyRoomsAskADeadStoreSeldomAndAllIsSavedWhenItIsBack() {
        List<ScriptedClient> clients = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            clients.add(fixture.joined("r" + i));
        }
        store.failAppends.set(Integer.MAX_VALUE);
        clients.forEach(client -> client.edit(doc -> doc.getText("t").insert(0, "a")));
        await().until(() -> store.appends.get() >= 10);
        await().untilAsserted(
                        () -> assertThat(fixture.hub.check().join().status()).isEqualTo(Health.Status.DOWN));
        int before = store.appends.get();
        await().pollDelay(Duration.ofMillis(1_000)).until(() -> true);
        assertThat(store.appends.get() - before).as("in a second, of 30 rooms").isLessThan(15);
        assertThat(clients).noneMatch(ScriptedClient::isSaved);
        store.failAppends.set(0);
        clients.forEach(ScriptedClient::awaitSaved);
        assertThat(fixture.hub.check().join()).isEqualTo(store.check());
    }

    @Test
    void appendsOfManyRoomsGoTogether() {
        List<ScriptedClient> clients = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            clients.add(fixture.joined("r" + i));
        }
        store.stallAppends();
        clients.forEach(client -> client.edit(doc -> doc.getText("t").insert(0, "a")));
        clients.forEach(HubFixture::awaitHandled);
        store.goOn();
        clients.forEach(ScriptedClient::awaitSaved);
        assertThat(store.appends.get()).isLessThan(20);
        assertThat(store.appended).hasSize(100);
    }

    @Test
    void oneRoomThatIsRefusedDoesNotStopOthersOfItsBatch() {
        List<ScriptedClient> clients = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            clients.add(fixture.joined("r" + i));
        }
        store.stallAppends();
        store.refuses = update -> update.document().equals("r33");
        store.refusesSnapshots = true;
        clients.forEach(client -> client.edit(doc -> doc.getText("t").insert(0, "a")));
        clients.forEach(HubFixture::awaitHandled);
        store.goOn();
        ScriptedClient refused = clients.remove(33);
        assertThat(refused.awaitClosed().value()).isEqualTo(4422);
        clients.forEach(ScriptedClient::awaitSaved);
    }
}
