package dev.collab4j.testkit.simulation;

import java.util.stream.Stream;
import net.jqwik.api.Shrinkable;
import net.jqwik.api.ShrinkingDistance;

/** A history in jqwik's terms. */
record ShrinkableHistory<Op>(History<Op> value, Shrinker<Op> shrinker) implements Shrinkable<History<Op>> {
    @Override
    public Stream<Shrinkable<History<Op>>> shrink() {
        return shrinker.candidates(value).map(simpler -> new ShrinkableHistory<>(simpler, shrinker));
    }

    @Override
    public ShrinkingDistance distance() {
        return ShrinkingDistance.of(
                value.steps().size(), value.replicas(), value.toString().length());
    }
}
