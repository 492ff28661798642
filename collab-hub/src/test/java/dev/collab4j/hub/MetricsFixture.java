package dev.collab4j.hub;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.Map;
import java.util.stream.Collectors;

/** What a registry reads of a hub. */
final class MetricsFixture {

    final SimpleMeterRegistry registry = new SimpleMeterRegistry();

    MetricsFixture(CollabHub hub) {
        HubMetrics.of(hub).bindTo(registry);
    }

    double gauge(String name, String... tags) {
        return registry.get(name).tags(tags).gauge().value();
    }

    double counter(String name, String... tags) {
        return registry.get(name).tags(tags).functionCounter().count();
    }

    long timed(String name, String outcome) {
        return registry.get(name).tag("outcome", outcome).timer().count();
    }

    /** What was refused, by its reason, and how often. */
    Map<String, Long> refusals() {
        return registry.get("collab.refusals").functionCounters().stream()
                .filter(counter -> counter.count() > 0)
                .collect(Collectors.toMap(MetricsFixture::reason, counter -> (long) counter.count()));
    }

    private static String reason(FunctionCounter counter) {
        return String.valueOf(counter.getId().getTag("reason"));
    }
}
