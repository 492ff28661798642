package dev.collab4j.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.collab4j.hub.memory.InMemoryMessageBus;
import dev.collab4j.spi.bus.MessageBus;
import dev.collab4j.testkit.ScriptedClient;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A room whose document is encoded takes part in what hubs tell each other like any other. */
class EncodedAtTwoHubsTest {

    private static final Duration REPAIR = Duration.ofMillis(200);

    private final TestStore store = new TestStore();
    private volatile boolean loses;
    private final InMemoryMessageBus bus = new InMemoryMessageBus(message -> loses);

    @RegisterExtension
    final HubFixture one = hub(bus);

    @RegisterExtension
    final HubFixture two = hub(bus.node());

    private HubFixture hub(MessageBus node) {
        return new HubFixture(builder -> builder.store(store)
                        .bus(node)
                        .options(HubFixture.quick()
                                .repairInterval(REPAIR)
                                .keepLoadedFor(Duration.ofMillis(40))
                                .build()))
                .releasing(store);
    }

    private static void write(HubFixture at, String text) {
        at.hub.room("r").edit("code", doc -> doc.getText("t").insert(0, text)).join();
    }

    private static void awaitEncoded(HubFixture at) {
        await().until(() -> at.hub.registry().encodedSize() == 1);
    }

    private static String text(HubFixture at) {
        return at.hub.room("r").read(doc -> doc.getText("t").toString()).join();
    }

    @Test
    void whatAnotherHubHasStoredIsThereWithoutALoad() {
        write(one, "a");
        awaitEncoded(one);
        write(two, "b");
        awaitEncoded(two);
        await().untilAsserted(() -> assertThat(text(one)).isEqualTo("ba"));
        assertThat(store.loads.get()).isEqualTo(2);
    }

    @Test
    void whatTheBusLosesIsRepairedThoughBothAreEncoded() {
        write(one, "a");
        write(two, "b");
        awaitEncoded(one);
        awaitEncoded(two);
        loses = true;
        write(two, "c");
        two.hub.room("r").edit("code", doc -> doc.getText("t").delete(1, 1)).join();
        awaitEncoded(two);
        await().pollDelay(REPAIR.multipliedBy(2)).until(() -> true);
        store.stallLoads();
        loses = false;
        await().untilAsserted(() -> assertThat(text(one)).isEqualTo("ca"));
    }

    @Test
    void whatWasWrittenPastTheHubsIsReadByThem() {
        write(one, "a");
        awaitEncoded(one);
        StoredDocuments.writeSnapshot(store.memory, "new", StoredDocuments.read(store.memory, "r"));
        assertThat(two.hub.room("r").delete().join()).isTrue();
        await().until(() -> one.hub.roomCount() == 0);
        assertThat(two.hub.room("r").recreate().join()).isTrue();
        assertThat(text(one)).isEmpty();
    }

    @Test
    void aRoomKnowsWhoIsAtTheOtherHub() {
        write(one, "a");
        awaitEncoded(one);
        ScriptedClient ann = two.joined("r");
        ann.awareness().setLocalState(Map.of("name", "Ann"));
        await().until(() -> one.hub.room("r").presences().join().size() == 1);
        await().pollDelay(REPAIR).until(() -> true);
        assertThat(one.hub.room("r").presences().join())
                .as("as long as Ann is there")
                .hasSize(1);
        ann.leavePage();
        awaitEncoded(one);
    }
}
