package dev.collab4j.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.collab4j.testkit.ScriptedClient;
import io.micrometer.common.KeyValue;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.ObservationRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class HubObservationsTest {

    private final ObservationRegistry registry = ObservationRegistry.create();
    private final List<Observation.Context> ended = new CopyOnWriteArrayList<>();
    /** What is observed where the host's code runs. */
    private final Map<String, String> around = new ConcurrentHashMap<>();

    private final TestStore store = new TestStore();

    @RegisterExtension
    final HubFixture fixture = new HubFixture(builder -> builder.store(store)
            .authenticator(this::authenticate)
            .seeder((room, doc) -> around.put("seeder", current()))
            .options(HubFixture.quick().idleTimeout(Duration.ofMillis(50)).build()));

    private Access authenticate(JoinRequest request) {
        around.put("authenticator", current());
        if (request.room().equals("broken")) {
            throw new IllegalStateException("as the test wants");
        }
        return request.room().equals("closed") ? Access.denied("no") : Access.readWrite("ann");
    }

    private String current() {
        Observation observation = registry.getCurrentObservation();
        return observation == null
                ? "nothing"
                : String.valueOf(observation.getContext().getName());
    }

    @BeforeEach
    void observe() {
        registry.observationConfig().observationHandler(new ObservationHandler<>() {
            @Override
            public void onStop(Observation.Context context) {
                ended.add(context);
            }

            @Override
            public boolean supportsContext(Observation.Context context) {
                return true;
            }
        });
        HubObservations.of(fixture.hub).bindTo(registry);
    }

    private Observation.Context ended(String name) {
        await().until(() -> ended.stream().anyMatch(context -> name.equals(context.getName())));
        return ended.stream()
                .filter(context -> name.equals(context.getName()))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void whatARoomDoesIsObservedFromBeginToEnd() {
        ScriptedClient ann = fixture.joined("r");
        ann.edit(doc -> doc.getText("t").insert(0, "a"));
        ann.awaitSaved().leavePage();
        for (String name : List.of("collab.connect", "collab.load", "collab.append", "collab.compaction")) {
            assertThat(ended(name).getLowCardinalityKeyValues()).containsExactly(KeyValue.of("outcome", "success"));
            assertThat(ended(name).getHighCardinalityKeyValues()).containsExactly(KeyValue.of("collab.room", "r"));
        }
        assertThat(around).isEqualTo(Map.of("authenticator", "collab.connect", "seeder", "collab.load"));
    }

    @Test
    void whoIsTurnedAwayIsNoError() {
        ScriptedClient ann = fixture.client("closed");
        ann.connect();
        ann.awaitClosed();
        assertThat(ended("collab.connect").getLowCardinalityKeyValues())
                .containsExactly(KeyValue.of("outcome", "refused"));
        assertThat(ended("collab.connect").getError()).isNull();
    }

    @Test
    void whatFailsIsAnError() {
        ScriptedClient ann = fixture.client("broken");
        ann.connect();
        ann.awaitClosed();
        assertThat(ended("collab.connect").getLowCardinalityKeyValues())
                .containsExactly(KeyValue.of("outcome", "failed"));
        assertThat(ended("collab.connect").getError()).hasMessage("as the test wants");
    }
}
