package dev.collab4j.hub;

import dev.collab4j.hub.internal.engine.Operation;
import dev.collab4j.hub.internal.engine.Outcome;
import dev.collab4j.hub.internal.engine.Step;
import dev.collab4j.hub.internal.engine.Watch;
import io.micrometer.core.instrument.Timer;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Times what takes time in a hub. */
final class StepTimers implements Watch.Watcher {

    private final Map<Step, Map<Outcome, Timer>> timers;

    StepTimers(Meters meters) {
        timers = Map.of(
                Step.CONNECT,
                        timers(
                                meters,
                                "collab.joins",
                                "From a client's question for a room until it is in",
                                Outcome.values()),
                Step.LOAD, ofTheStore(meters, "collab.loads", "A document is read from the store"),
                Step.APPEND, ofTheStore(meters, "collab.appends", "A batch of updates is written to the store"),
                Step.COMPACTION, ofTheStore(meters, "collab.compactions", "A snapshot is written to the store"),
                Step.ACKNOWLEDGEMENT,
                        timers(
                                meters,
                                "collab.acknowledgements",
                                "From the acceptance of the oldest update of a batch until all of it is acknowledged",
                                Outcome.SUCCESS),
                Step.TURN,
                        timers(
                                meters,
                                "collab.turns",
                                "From the moment that something waits for a room until the room has had its turn",
                                Outcome.SUCCESS));
    }

    private static Map<Outcome, Timer> ofTheStore(Meters meters, String name, String description) {
        return timers(meters, name, description, Outcome.SUCCESS, Outcome.FAILED);
    }

    private static Map<Outcome, Timer> timers(Meters meters, String name, String description, Outcome... outcomes) {
        return Arrays.stream(outcomes)
                .collect(Collectors.toMap(
                        outcome -> outcome, outcome -> meters.timer(name, description, "outcome", outcome.label())));
    }

    @Override
    public Operation begin(Step step, @Nullable String room) {
        Map<Outcome, Timer> byOutcome = Objects.requireNonNull(timers.get(step));
        long start = System.nanoTime();
        return (outcome, why) -> {
            Timer timer = byOutcome.get(outcome);
            if (timer != null) {
                timer.record(System.nanoTime() - start, TimeUnit.NANOSECONDS);
            }
        };
    }
}
