package dev.collab4j.testkit.algorithm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.collab4j.testkit.simulation.Histories;
import dev.collab4j.testkit.simulation.History;
import dev.collab4j.testkit.simulation.Intention;
import dev.collab4j.testkit.simulation.Network;
import dev.collab4j.testkit.simulation.Replica;
import dev.collab4j.testkit.simulation.Simulation;
import dev.collab4j.testkit.simulation.TextOp;
import dev.collab4j.testkit.simulation.TextOps;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

/**
 * The algorithms have the properties. {@code collab.simulation.histories} says how many histories, {@code .seed} the
 * first.
 */
class ConvergenceTest {
    private static final int COUNT = Integer.getInteger("collab.simulation.histories", 200);
    private static final long SEED = Long.getLong("collab.simulation.seed", 1);

    private static final Histories<TextOp> HOSTILE = Histories.of(TextOps.any()).seed(SEED);
    private static final Histories<TextOp> CAUSAL = HOSTILE.network(Network.causal());

    @Test
    void rga() {
        CAUSAL.check(
                COUNT,
                history -> Simulation.run(Rga::new, history)
                        .assertConverged()
                        .assertCommutative()
                        .assertIdempotent()
                        .assertMetadataAtMost(60));
        CAUSAL.check(COUNT, history -> Intention.assertPreserved(Rga::new, history));
    }

    @Test
    void fugue() {
        CAUSAL.check(
                COUNT,
                history -> Simulation.run(Fugue::new, history)
                        .assertConverged()
                        .assertCommutative()
                        .assertIdempotent()
                        .assertMetadataAtMost(60));
        CAUSAL.check(COUNT, history -> Intention.assertPreserved(Fugue::new, history));
    }

    @Test
    void documents() {
        HOSTILE.check(
                COUNT,
                history -> Simulation.run(DocReplica::new, history)
                        .assertConverged()
                        .assertCommutative()
                        .assertIdempotent()
                        .assertMetadataAtMost(60));
        HOSTILE.check(COUNT, history -> Intention.assertPreserved(DocReplica::new, history));
    }

    @Test
    void documentsOfAllTypes() {
        Histories.of(DocOps.any())
                .seed(SEED)
                .check(
                        COUNT,
                        history -> Simulation.run(RichDocReplica::new, history).assertConverged());
    }

    @Property(tries = 100)
    void documentsByJqwik(@ForAll("hostile") History<TextOp> history) {
        Simulation.run(DocReplica::new, history).assertConverged();
    }

    @Provide
    Arbitrary<History<TextOp>> hostile() {
        return Histories.of(TextOps.any())
                .replicas(2, 5)
                .steps(1, 80)
                .network(Network.hostile())
                .arbitrary();
    }

    /** The same on every Java. A change of the generator, of the text of a step or of an algorithm changes them. */
    @Test
    void aSeedIsARun() {
        assertThat(digests(Rga::new, CAUSAL))
                .isEqualTo("22977bb61bc9ccebcae570c612f2cea05ec2b72318fc416c88364b6e896a20c1198b40ec10fab3fb");
        assertThat(digests(Fugue::new, CAUSAL))
                .isEqualTo("e596bf2464ae6a1c33f7815bf4efe15c80d0a0c5ff337fe5a2e9342e282520c1c0f446e8fad43e10");
        assertThat(digests(DocReplica::new, HOSTILE))
                .isEqualTo("09010306e87f676c27554b84cb49fa560dcd2d1d89fb0f154e7a3730b1900b81773682e8a4760186");
        assertThat(digests(RichDocReplica::new, Histories.of(DocOps.any())))
                .isEqualTo("8e5b6f7e4d856157374193f666eb00232de649d4cb68bc45762c93b3d62ea0c844544fa950da4a12");
    }

    private static <Op, M> String digests(IntFunction<? extends Replica<Op, M>> factory, Histories<Op> histories) {
        return IntStream.range(0, 20)
                .mapToObj(seed ->
                        Simulation.run(factory, histories.generate(seed)).digest())
                .map(digest -> digest.substring(0, 4))
                .collect(Collectors.joining());
    }
}
