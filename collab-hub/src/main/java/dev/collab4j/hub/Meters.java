package dev.collab4j.hub;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.util.function.ToDoubleFunction;

/** Registers meters that read what is counted elsewhere, with the tags that all of them carry. */
final class Meters {

    private final MeterRegistry registry;
    private final Tags tags;

    Meters(MeterRegistry registry, Tags tags) {
        this.registry = registry;
        this.tags = tags;
    }

    /** A value of now; {@code tag} is a key and its value, or nothing. */
    <T> void gauge(String name, String unit, String description, T of, ToDoubleFunction<T> value, String... tag) {
        Gauge.builder(name, of, value)
                .description(description)
                .baseUnit(unit)
                .tags(tags.and(tag))
                .strongReference(true)
                .register(registry);
    }

    /** A count that only rises; {@code tag} is a key and its value, or nothing. */
    <T> void counter(String name, String unit, String description, T of, ToDoubleFunction<T> value, String... tag) {
        FunctionCounter.builder(name, of, value)
                .description(description)
                .baseUnit(unit)
                .tags(tags.and(tag))
                .register(registry);
    }

    Timer timer(String name, String description, String... tag) {
        return Timer.builder(name).description(description).tags(tags.and(tag)).register(registry);
    }
}
