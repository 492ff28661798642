package dev.collab4j.testkit.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HistoriesTest {
    private static final Histories<TextOp> HOSTILE = Histories.of(TextOps.any());

    @AfterEach
    void tryAllAgain() {
        System.clearProperty(Histories.ONLY);
    }

    @Test
    void allThatCanHappenHappens() {
        Set<Object> kinds = new HashSet<>();
        for (int seed = 0; seed < 100; seed++) {
            HOSTILE.generate(seed).steps().forEach(step -> kinds.add(kind(step)));
        }
        assertThat(kinds).hasSize(9);
    }

    private static Object kind(Step<TextOp> step) {
        if (step instanceof Step.Deliver<TextOp> delivery) {
            return delivery.fate();
        }
        if (step instanceof Step.Crash<TextOp> crash) {
            return "crash " + crash.keepsDisk();
        }
        return step instanceof Step.Edit<TextOp> edit ? edit.op().getClass() : step.getClass();
    }

    @Test
    void sizesAreAsSet() {
        Histories<TextOp> small = HOSTILE.replicas(3, 3).steps(4, 5);
        for (int seed = 0; seed < 50; seed++) {
            assertThat(small.generate(seed).replicas()).isEqualTo(3);
            assertThat(small.generate(seed).steps()).hasSizeBetween(4, 5);
        }
    }

    @Test
    void aFailureShrinksToWhatItNeeds() {
        assertThatExceptionOfType(FailedHistory.class)
                .isThrownBy(() -> HOSTILE.check(100, HistoriesTest::refuseDeletesAtTheEndAfterACrash))
                .satisfies(failed -> {
                    assertThat(failed.history().replicas()).isEqualTo(1);
                    assertThat(failed.history().steps().toString()).matches("\\[0: crashes.*, 0: deletes 1 at 0.0]");
                });
    }

    private static void refuseDeletesAtTheEndAfterACrash(History<TextOp> history) {
        boolean crashed = false;
        for (Step<TextOp> step : history.steps()) {
            crashed |= step instanceof Step.Crash<TextOp>;
            if (crashed && step instanceof Step.Edit<TextOp> edit && edit.op() instanceof TextOp.Delete) {
                throw new IllegalStateException("deleted");
            }
        }
    }

    @Test
    void oneSeedCanBeTriedAlone() {
        System.setProperty(Histories.ONLY, "42");
        List<History<TextOp>> tried = new ArrayList<>();
        HOSTILE.check(100, tried::add);
        assertThat(tried).containsExactly(HOSTILE.generate(42));
    }

    @Test
    void nonsenseIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> HOSTILE.replicas(0, 3));
        assertThatIllegalArgumentException().isThrownBy(() -> HOSTILE.steps(5, 4));
        assertThatIllegalArgumentException().isThrownBy(() -> Network.builder().loss(101));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Network.builder().causal(true).loss(1).build());
        assertThatIllegalArgumentException().isThrownBy(() -> new History<>(0, true, List.of()));
    }
}
