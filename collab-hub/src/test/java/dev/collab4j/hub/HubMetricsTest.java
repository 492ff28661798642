package dev.collab4j.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.collab4j.testkit.ScriptedClient;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class HubMetricsTest {

    private final TestStore store = new TestStore();

    @RegisterExtension
    final HubFixture fixture = HubFixture.with(store, HubFixture.quick().idleTimeout(Duration.ofMillis(100)));

    private final MetricsFixture metrics = new MetricsFixture(fixture.hub);

    @Test
    void whoIsWhereIsCounted() {
        ScriptedClient ann = fixture.joined("r");
        fixture.joined("r");
        fixture.joined("other");
        await().untilAsserted(() -> assertThat(metrics.gauge("collab.sessions")).isEqualTo(3));
        assertThat(metrics.gauge("collab.connections")).isEqualTo(3);
        assertThat(metrics.gauge("collab.connections.unauthenticated")).isZero();
        assertThat(metrics.gauge("collab.rooms")).isEqualTo(2);
        assertThat(metrics.gauge("collab.occupancy")).isEqualTo(2);
        ann.disconnect();
        await().untilAsserted(() -> assertThat(metrics.gauge("collab.sessions")).isEqualTo(2));
        assertThat(metrics.gauge("collab.connections")).isEqualTo(2);
    }

    @Test
    void messagesAndTheirBytesAreCountedBothWays() {
        ScriptedClient ann = fixture.joined("r");
        ScriptedClient bob = fixture.joined("r");
        HubFixture.awaitHandled(bob);
        double in = metrics.counter("collab.messages", "direction", "in");
        double bytesIn = metrics.counter("collab.traffic", "direction", "in");
        double out = metrics.counter("collab.messages", "direction", "out");
        double bytesOut = metrics.counter("collab.traffic", "direction", "out");
        ann.edit(doc -> doc.getText("t").insert(0, "x".repeat(1_000)));
        ann.awaitSaved();
        bob.awaitText("t", "x".repeat(1_000));
        assertThat(metrics.counter("collab.messages", "direction", "in")).isEqualTo(in + 1);
        assertThat(metrics.counter("collab.traffic", "direction", "in") - bytesIn)
                .isBetween(1_000.0, 1_100.0);
        assertThat(metrics.counter("collab.messages", "direction", "out")).isEqualTo(out + 2);
        assertThat(metrics.counter("collab.traffic", "direction", "out") - bytesOut)
                .isBetween(2_000.0, 2_200.0);
    }

    @Test
    void whatTakesTimeIsTimed() {
        store.failAppends.set(1);
        ScriptedClient ann = fixture.joined("r");
        ann.edit(doc -> doc.getText("t").insert(0, "x"));
        ann.awaitSaved();
        assertThat(metrics.timed("collab.joins", "success")).isEqualTo(1);
        assertThat(metrics.timed("collab.turns", "success")).isPositive();
        assertThat(metrics.timed("collab.loads", "success")).isEqualTo(1);
        assertThat(metrics.timed("collab.appends", "failed")).isEqualTo(1);
        assertThat(metrics.timed("collab.appends", "success")).isEqualTo(1);
        assertThat(metrics.timed("collab.acknowledgements", "success")).isEqualTo(1);
        ann.leavePage();
        await().until(() -> metrics.timed("collab.compactions", "success") == 1);
        await().until(() -> metrics.counter("collab.evictions", "reason", "idleTimeout") == 1);
        await().until(() -> metrics.gauge("collab.rooms") == 0);
    }

    @Test
    void anAcknowledgementTakesAsLongAsItsClientWaits() {
        ScriptedClient ann = fixture.joined("r");
        store.stallAppends();
        ann.edit(doc -> doc.getText("t").insert(0, "x"));
        await().pollDelay(Duration.ofMillis(200)).until(() -> true);
        assertThat(metrics.gauge("collab.calls.running", "kind", "append")).isEqualTo(1);
        store.goOn();
        ann.awaitSaved();
        assertThat(metrics.registry.get("collab.acknowledgements").timer().totalTime(TimeUnit.MILLISECONDS))
                .isBetween(190.0, 5_000.0);
    }

    @Test
    void theBreakerShowsItsState() {
        assertThat(metrics.gauge("collab.breaker", "state", "closed")).isEqualTo(1);
        ScriptedClient ann = fixture.joined("r");
        store.failAppends.set(Integer.MAX_VALUE);
        ann.edit(doc -> doc.getText("t").insert(0, "x"));
        await().until(() -> metrics.gauge("collab.breaker", "state", "open") == 1);
        assertThat(metrics.gauge("collab.breaker", "state", "closed")).isZero();
        store.failAppends.set(0);
        ann.awaitSaved();
    }

    @Test
    void whoDoesNotReadLags() {
        ScriptedClient ann = fixture.joined("r");
        ScriptedClient bob = fixture.joined("r");
        bob.stopReading();
        for (int i = 0; i < 5; i++) {
            ann.edit(doc -> doc.getText("t").insert(0, "x".repeat(40_000)));
            ann.awaitSaved();
        }
        await().until(() -> metrics.gauge("collab.connections.lagging") == 1);
        assertThat(metrics.gauge("collab.pending")).isGreaterThan(64_000);
        assertThat(metrics.counter("collab.lags")).isEqualTo(1);
        bob.resumeReading();
        await().until(() -> metrics.gauge("collab.pending") == 0);
    }

    @Test
    void whatNobodyUsesLeavesForSpace() {
        HubFixture small = new HubFixture(
                builder -> builder.limits(Limits.builder().maxIdleBytes(10_000).build()));
        try (small) {
            MetricsFixture itsMetrics = new MetricsFixture(small.hub);
            for (int i = 0; i < 20; i++) {
                ScriptedClient ann = small.joined("r" + i);
                ann.edit(doc -> doc.getText("t").insert(0, "x".repeat(1_000)));
                ann.awaitSaved().leavePage();
            }
            await().until(() -> itsMetrics.counter("collab.evictions", "reason", "maxIdleBytes") > 0);
        }
    }

    @Test
    void hubsOfOneRegistryAreToldApart() {
        SimpleMeterRegistry registry = new SimpleMeterRegistry();
        HubMetrics.of(fixture.hub, Tag.of("hub", "one")).bindTo(registry);
        try (HubFixture other = HubFixture.inMemory()) {
            HubMetrics.of(other.hub, Tag.of("hub", "two")).bindTo(registry);
            other.joined("r");
            await().until(() ->
                    registry.get("collab.sessions").tag("hub", "two").gauge().value() == 1);
            assertThat(registry.get("collab.sessions").tag("hub", "one").gauge().value())
                    .isZero();
        }
    }

    @Test
    void histogramsGiveTheTimersOfHubsBuckets() {
        SimpleMeterRegistry registry = new SimpleMeterRegistry();
        registry.config().meterFilter(HubMetrics.histograms());
        HubMetrics.of(fixture.hub).bindTo(registry);
        assertThat(bucketsInMillis(registry.get("collab.turns").timer()))
                .hasSize(17)
                .startsWith(0.1, 0.25)
                .endsWith(10_000.0, 30_000.0);
        assertThat(bucketsInMillis(registry.timer("another"))).isEmpty();
    }

    private static List<Double> bucketsInMillis(Timer timer) {
        return Arrays.stream(timer.takeSnapshot().histogramCounts())
                .map(bucket -> bucket.bucket(TimeUnit.MILLISECONDS))
                .toList();
    }

    /** The rows of its first table: name, type, unit, keys of tags. */
    @Test
    void thePageListsAllOfThem() throws IOException {
        Set<List<String>> listed = Files.readAllLines(Path.of("../docs/metrics.md")).stream()
                .filter(line -> line.startsWith("| `collab.") && line.contains("| hub |"))
                .map(HubMetricsTest::row)
                .collect(Collectors.toSet());
        assertThat(listed)
                .containsExactlyInAnyOrderElementsOf(metrics.registry.getMeters().stream()
                        .map(meter -> row(meter.getId()))
                        .collect(Collectors.toSet()));
    }

    private static List<String> row(String line) {
        String[] cells = line.replace("`", "").split("\\|");
        return List.of(
                cells[1].strip(),
                cells[3].strip(),
                cells[4].strip(),
                cells[5].strip().replaceAll(":.*", ""));
    }

    private static List<String> row(Meter.Id id) {
        String keys = id.getTags().stream().map(Tag::getKey).collect(Collectors.joining(" "));
        return List.of(
                id.getName(), id.getType().name().toLowerCase(Locale.ROOT), String.valueOf(id.getBaseUnit()), keys);
    }
}
