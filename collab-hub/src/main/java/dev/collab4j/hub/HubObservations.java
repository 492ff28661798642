package dev.collab4j.hub;

import dev.collab4j.hub.internal.engine.Operation;
import dev.collab4j.hub.internal.engine.Outcome;
import dev.collab4j.hub.internal.engine.Step;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * Micrometer observations of what takes time in a hub, for traces: {@code collab.connect}, {@code collab.load},
 * {@code collab.append} and {@code collab.compaction}, as {@code docs/metrics.md} says. Micrometer is optional: who uses
 * this class adds {@code micrometer-core}, or {@code micrometer-observation} alone.
 *
 * <pre>{@code
 * HubObservations.of(hub).bindTo(observations);
 * }</pre>
 *
 * <p>Loads, appends and compactions run in the scope of theirs, so that what a store does becomes a part of it; so does
 * the authenticator within {@code collab.connect}. The room is a key of high cardinality, which no meter gets. Thread-safe.
 */
public final class HubObservations {

    private final CollabHub hub;

    private HubObservations(CollabHub hub) {
        this.hub = hub;
    }

    /**
     * The observations of a hub.
     *
     * @param hub the hub, not null
     * @return what binds them, not null
     */
    public static HubObservations of(CollabHub hub) {
        return new HubObservations(Objects.requireNonNull(hub, "hub"));
    }

    /**
     * Observes from now on, as long as the hub lives.
     *
     * @param registry whose handlers are told, not null; what they throw is taken as a failure of what they observe
     */
    public void bindTo(ObservationRegistry registry) {
        Objects.requireNonNull(registry, "registry");
        hub.engine().watch().add((step, room) -> begin(registry, step, room));
    }

    private static Operation begin(ObservationRegistry registry, Step step, @Nullable String room) {
        String name = name(step);
        if (name == null) {
            return Operation.UNWATCHED;
        }
        Observation observation = Observation.createNotStarted(name, registry);
        if (room != null) {
            observation.highCardinalityKeyValue("collab.room", room);
        }
        return new Observed(observation.start());
    }

    private static @Nullable String name(Step step) {
        return switch (step) {
            case CONNECT -> "collab.connect";
            case LOAD -> "collab.load";
            case APPEND -> "collab.append";
            case COMPACTION -> "collab.compaction";
            case ACKNOWLEDGEMENT -> null; // it is longer than the append by the time in the queue
            case TURN -> null; // there are as many as messages
        };
    }

    private record Observed(Observation observation) implements Operation {

        @Override
        public <T> T call(Callable<T> part) throws Exception {
            Observation.Scope scope = observation.openScope();
            try {
                return part.call();
            } finally {
                scope.close();
            }
        }

        @Override
        public void end(Outcome outcome, @Nullable Throwable why) {
            observation.lowCardinalityKeyValue("outcome", outcome.label());
            if (why != null) {
                observation.error(why);
            }
            observation.stop();
        }
    }
}
