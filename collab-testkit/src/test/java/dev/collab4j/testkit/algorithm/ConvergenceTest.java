package dev.collab4j.testkit.algorithm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.collab4j.testkit.simulation.Histories;
import dev.collab4j.testkit.simulation.History;
import dev.collab4j.testkit.simulation.Intention;
import dev.collab4j.testkit.simulation.Network;
import dev.collab4j.testkit.simulation.Simulation;
import dev.collab4j.testkit.simulation.TextOp;
import dev.collab4j.testkit.simulation.TextOps;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

/** The algorithms have the properties. {@code collab.simulation.histories} says how many histories, {@code .seed} the first. */
class ConvergenceTest {
    private static final int COUNT = Integer.getInteger("collab.simulation.histories", 300);
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

    /** These are the same on every Java; a change of the generator, of a step's text or of an algorithm changes them. */
    @Test
    void aSeedIsARun() {
        assertThat(Simulation.run(Rga::new, CAUSAL.generate(7)).digest()).isEqualTo("RGA");
        assertThat(Simulation.run(Fugue::new, CAUSAL.generate(7)).digest()).isEqualTo("FUGUE");
        assertThat(Simulation.run(DocReplica::new, HOSTILE.generate(7)).digest())
                .isEqualTo("DOC");
        assertThat(Simulation.run(
                                RichDocReplica::new, Histories.of(DocOps.any()).generate(7))
                        .digest())
                .isEqualTo("RICH");
    }
}
