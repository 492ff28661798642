package dev.collab4j.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.collab4j.core.Doc;
import dev.collab4j.hub.memory.InMemoryMessageBus;
import dev.collab4j.spi.bus.MessageBus;
import dev.collab4j.testkit.ScriptedClient;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class TwoHubsTest {

    private static final Duration REPAIR = Duration.ofMillis(200);

    private final TestStore store = new TestStore();
    private final Random losses = new Random(42);
    private volatile double lostShare;
    private final InMemoryMessageBus bus = new InMemoryMessageBus(message -> isLost());

    @RegisterExtension
    final HubFixture one = hub(bus);

    @RegisterExtension
    final HubFixture two = hub(bus.node());

    private HubFixture hub(MessageBus node) {
        return new HubFixture(builder -> builder.store(store)
                        .bus(node)
                        .options(HubFixture.quick().repairInterval(REPAIR).build()))
                .releasing(store);
    }

    private synchronized boolean isLost() {
        return losses.nextDouble() < lostShare;
    }

    @Test
    void editsAndPresenceReachTheOtherHub() {
        ScriptedClient ann = one.joined("r");
        ScriptedClient bob = two.joined("r");
        ann.awareness().setLocalState(Map.of("name", "Ann"));
        ann.edit(doc -> doc.getText("t").insert(0, "a"));
        bob.awaitText("t", "a");
        bob.awaitPresent(ann.doc().clientId(), bob.doc().clientId());
        ann.leavePage();
        await().until(() -> !bob.awareness().states().containsKey(ann.doc().clientId()));
        assertThat(store.appended).as("stored by the hub that took it, once").hasSize(1);
    }

    @Test
    void whoComesLaterSeesWhoIsAtTheOtherHub() {
        ScriptedClient ann = one.joined("r");
        ann.awareness().setLocalState(Map.of("name", "Ann"));
        await().until(() -> ann.received().size() >= 3);
        ScriptedClient bob = two.joined("r");
        await().until(() -> bob.awareness().states().containsKey(ann.doc().clientId()));
    }

    @Test
    void nothingLeavesAHubBeforeItIsDurable() {
        ScriptedClient ann = one.joined("r");
        ScriptedClient bob = two.joined("r");
        store.stallAppends();
        ann.edit(doc -> doc.getText("t").insert(0, "a"));
        one.joined("r").awaitText("t", "a");
        await().pollDelay(REPAIR.multipliedBy(3)).until(() -> true);
        assertThat(bob.doc().getText("t").toString()).isEmpty();
        store.goOn();
        bob.awaitText("t", "a");
    }

    @Test
    void b1_hubsConvergeOnABusThatLosesAFifth() {
        lostShare = 0.2;
        List<ScriptedClient> clients = List.of(one.joined("r"), one.joined("r"), two.joined("r"), two.joined("r"));
        Random random = new Random(7);
        for (int i = 0; i < 400; i++) {
            ScriptedClient client = clients.get(random.nextInt(clients.size()));
            client.edit(doc -> edit(doc, random));
            if (i % 20 == 0) {
                client.awaitSaved();
            }
        }
        clients.forEach(ScriptedClient::awaitSaved);
        await().atMost(REPAIR.multipliedBy(20)).untilAsserted(() -> assertAllEqual(clients));
    }

    private static void edit(Doc doc, Random random) {
        int length = doc.getText("t").length();
        if (length > 10 && random.nextInt(3) == 0) {
            doc.getText("t").delete(random.nextInt(length - 5), 5);
        } else {
            doc.getText("t").insert(random.nextInt(length + 1), "abc");
        }
    }

    private static void assertAllEqual(List<ScriptedClient> clients) {
        String expected = clients.get(0).doc().getText("t").toString();
        for (ScriptedClient client : clients) {
            assertThat(client.doc().getText("t").toString()).isEqualTo(expected);
            assertThat(client.doc().stateVector())
                    .isEqualTo(clients.get(0).doc().stateVector());
            assertThat(client.doc().deleteSet()).isEqualTo(clients.get(0).doc().deleteSet());
        }
    }

    @Test
    void aBusThatLosesEverythingStillLeavesTheStore() {
        lostShare = 1;
        ScriptedClient ann = one.joined("r");
        ann.edit(doc -> doc.getText("t").insert(0, "a"));
        ann.awaitSaved();
        two.joined("r").awaitText("t", "a");
    }
}
