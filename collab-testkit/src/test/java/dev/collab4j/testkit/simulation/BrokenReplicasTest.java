package dev.collab4j.testkit.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.collab4j.testkit.algorithm.Rga;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Each property fails for a replica that lacks it, by a history of few steps. */
class BrokenReplicasTest {
    private static final int TRIES = 500;
    private static final Histories<TextOp> CAUSAL = Histories.of(TextOps.any()).network(Network.causal());

    private static FailedHistory failure(Histories.Property<TextOp> property) {
        return assertThatExceptionOfType(FailedHistory.class)
                .isThrownBy(() -> CAUSAL.check(TRIES, property))
                .actual();
    }

    /** Does what it is told when it is told it. */
    private static class Arrival implements Replica<TextOp, TextOp> {
        private String text = "";

        @Override
        public List<TextOp> edit(TextOp op) {
            receive(op);
            return List.of(op);
        }

        @Override
        public void receive(TextOp op) {
            text = op.applyTo(text);
        }

        @Override
        public String view() {
            return text;
        }
    }

    @Test
    void convergence() {
        FailedHistory failed =
                failure(history -> Simulation.run(id -> new Arrival(), history).assertConverged());
        assertThat(failed.history().replicas()).isEqualTo(2);
        assertThat(failed.history().steps()).hasSize(2);
        assertThat(failed).hasMessageContaining("Replica 1 shows").hasMessageContaining("-Dcollab.simulation.only=");
        assertThat(CAUSAL.generate(failed.seed()).steps()).hasSizeGreaterThanOrEqualTo(2);
    }

    @Test
    void commutativity() {
        FailedHistory failed =
                failure(history -> Simulation.run(id -> new Arrival(), history).assertCommutative());
        assertThat(failed.history().steps()).hasSize(2);
    }

    /** Behaves like an RGA but for what a subclass changes. */
    private static class Changed implements Replica<TextOp, Rga.Message> {
        final Rga rga;

        Changed(int id) {
            rga = new Rga(id);
        }

        @Override
        public List<Rga.Message> edit(TextOp op) {
            return rga.edit(op);
        }

        @Override
        public void receive(Rga.Message message) {
            rga.receive(message);
        }

        @Override
        public Object view() {
            return rga.view();
        }
    }

    /** Shows how much it was told. */
    private static final class Counting extends Changed {
        private int received;

        Counting(int id) {
            super(id);
        }

        @Override
        public void receive(Rga.Message message) {
            super.receive(message);
            received++;
        }

        @Override
        public Object state() {
            return received;
        }
    }

    @Test
    void convergenceOfWhatIsKept() {
        FailedHistory failed =
                failure(history -> Simulation.run(Counting::new, history).assertConverged());
        assertThat(failed).hasMessageContaining("keeps");
        assertThat(failed.history().steps()).hasSize(1);
    }

    @Test
    void idempotence() {
        FailedHistory failed =
                failure(history -> Simulation.run(Counting::new, history).assertIdempotent());
        assertThat(failed).hasMessageContaining("all messages three times");
    }

    /** Keeps all that it was ever told. */
    private static final class Growing extends Changed {
        private final List<Rga.Message> log = new ArrayList<>();

        Growing(int id) {
            super(id);
        }

        @Override
        public void receive(Rga.Message message) {
            super.receive(message);
            log.add(message);
        }

        @Override
        public Object state() {
            return log;
        }
    }

    @Test
    void boundedMetadata() {
        List<Step<TextOp>> steps =
                new ArrayList<>(Collections.nCopies(40, new Step.Deliver<>(1, 0, Step.Fate.ARRIVES_AND_STAYS)));
        steps.add(0, new Step.Edit<>(0, new TextOp.Insert(0, "a")));
        History<TextOp> history = new History<>(2, false, steps);
        Simulation.run(Rga::new, history).assertMetadataAtMost(10);
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> Simulation.run(Growing::new, history).assertMetadataAtMost(10))
                .withMessageContaining("After 1 edits a replica keeps");
    }

    /** Inserts at the other end of the text. */
    private static final class Mirrored extends Changed {
        Mirrored(int id) {
            super(id);
        }

        @Override
        public List<Rga.Message> edit(TextOp op) {
            return super.edit(
                    op instanceof TextOp.Insert insert ? new TextOp.Insert(1 - insert.at(), insert.text()) : op);
        }
    }

    @Test
    void effectOfAnEdit() {
        FailedHistory failed = failure(history -> Intention.assertPreserved(Mirrored::new, history));
        assertThat(failed).hasMessageContaining("sees");
        assertThat(failed.history().steps()).hasSize(2);
    }

    /** Shows its text from right to left if its id is 1. */
    private static final class Turning extends Changed {
        private final int id;

        Turning(int id) {
            super(id);
            this.id = id;
        }

        @Override
        public Object view() {
            return id == 1 ? new StringBuilder(rga.view()).reverse().toString() : rga.view();
        }
    }

    @Test
    void orderOfCharacters() {
        List<Step<TextOp>> steps = List.of(
                new Step.Edit<>(0, new TextOp.Insert(0, "ab")),
                new Step.Deliver<>(1, 0, Step.Fate.ARRIVES),
                new Step.Deliver<>(1, 0, Step.Fate.ARRIVES));
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> Intention.assertPreserved(Turning::new, new History<>(2, true, steps)))
                .withMessage("Two characters were seen in one order and in the other");
    }

    @Test
    void interleaving() {
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> Interleaving.assertNone(Rga::new, Interleaving.Writing.BACKWARD, 10))
                .withMessageContaining("of the passages");
    }
}
