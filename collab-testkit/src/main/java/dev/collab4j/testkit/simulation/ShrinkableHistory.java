package dev.collab4j.testkit.simulation;

import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Shrinkable;
import net.jqwik.api.ShrinkingDistance;

/** A history in jqwik's terms. The JVM looks for no class of jqwik before this one is needed. */
record ShrinkableHistory<Op>(History<Op> value, Shrinker<Op> shrinker) implements Shrinkable<History<Op>> {
    static <Op> Arbitrary<History<Op>> arbitrary(Histories<Op> histories, Shrinker<Op> shrinker) {
        return Arbitraries.fromGenerator(
                random -> new ShrinkableHistory<>(histories.generate(random.nextLong()), shrinker));
    }

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
