package dev.collab4j.it.lockstep;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/**
 * The same histories in Java and in the real Yjs, equal after every step: bytes of the state, state vector, every update
 * event, JSON, deltas and the events of observers.
 *
 * <p>Properties: {@code collab.lockstep.histories} (how many), {@code collab.lockstep.seed} (the first one),
 * {@code collab.lockstep.only} (one seed again), {@code collab.lockstep.failures} (how many to report before giving up).
 */
class LockStepIT {
    private static final int HISTORIES = 2000;
    private static final long SEED = 20_000;

    @Test
    void javaEqualsYjsAfterEveryStep() {
        Long only = Long.getLong("collab.lockstep.only");
        if (only != null) {
            assertThat(new LockStep(only, 1, 1).run()).isEmpty();
            return;
        }
        LockStep lockStep = new LockStep(
                Long.getLong("collab.lockstep.seed", SEED),
                Integer.getInteger("collab.lockstep.histories", HISTORIES),
                Integer.getInteger("collab.lockstep.failures", 1));
        assertThat(lockStep.run()).isEmpty();
        assertThat(lockStep.missing()).isEmpty();
    }
}
