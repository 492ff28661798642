package dev.collab4j.it.lockstep;

import static org.assertj.core.api.Assertions.assertThat;

import dev.collab4j.core.internal.store.ShortCuts;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The same histories in Java and in the real Yjs, equal after every step: bytes of the state in both
 * versions, state vector, every update event, JSON, deltas, the events of observers, of undo managers and of sub-documents,
 * stacks, relative positions and snapshots.
 *
 * <p>Properties: {@code collab.lockstep.histories} (how many), {@code collab.lockstep.seed} (the first one),
 * {@code collab.lockstep.only} (one seed again), {@code collab.lockstep.failures} (how many to report before giving up),
 * {@code collab.lockstep.seconds} (a soak: as many histories as the time allows), {@code collab.lockstep.oracles} (how many
 * Node processes, else one for each processor), {@code collab.lockstep.hot} (false: without the short cuts).
 */
class LockStepIT {
    private static final int HISTORIES = 5000;
    private static final long SEED = 20_000;

    @BeforeAll
    static void chooseTheWay() {
        ShortCuts.taken = Boolean.parseBoolean(System.getProperty("collab.lockstep.hot", "true"));
    }

    @AfterAll
    static void takeShortCutsAgain() {
        ShortCuts.taken = true;
    }

    @Test
    void javaEqualsYjsAfterEveryStep() {
        Long only = Long.getLong("collab.lockstep.only");
        if (only != null) {
            assertThat(new LockStep(only, 1, 1).run()).isEmpty();
            return;
        }
        LockStep lockStep = lockStep();
        assertThat(lockStep.run()).isEmpty();
        assertThat(lockStep.missing()).isEmpty();
    }

    private static LockStep lockStep() {
        long seed = Long.getLong("collab.lockstep.seed", SEED);
        int failures = Integer.getInteger("collab.lockstep.failures", 1);
        Integer seconds = Integer.getInteger("collab.lockstep.seconds");
        if (seconds != null) {
            return LockStep.soak(seed, seconds, failures);
        }
        return new LockStep(seed, Integer.getInteger("collab.lockstep.histories", HISTORIES), failures);
    }
}
