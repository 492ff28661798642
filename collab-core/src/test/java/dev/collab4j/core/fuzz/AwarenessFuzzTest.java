package dev.collab4j.core.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.collab4j.core.awareness.Awareness;
import dev.collab4j.core.awareness.AwarenessUpdate;

class AwarenessFuzzTest {
    private static final long OWN = 12_345_678_901L;

    @FuzzTest
    void statesAreReadAndTakenInAndPassedOn(byte[] bytes) {
        Budget.read(bytes, AwarenessUpdate::decode).ifPresent(AwarenessFuzzTest::checkDecoded);
        Budget.read(bytes, () -> new Awareness(OWN), here -> applied(here, AwarenessUpdate.decode(bytes)))
                .ifPresent(AwarenessFuzzTest::checkApplied);
    }

    private static Awareness applied(Awareness here, AwarenessUpdate update) {
        here.apply(update, "fuzz");
        return here;
    }

    private static void checkDecoded(AwarenessUpdate update) {
        assertThat(AwarenessUpdate.decode(update.encode()).entries()).isEqualTo(update.entries());
    }

    private static void checkApplied(Awareness here) {
        byte[] states = here.encodeAll().encode();
        Awareness there = applied(new Awareness(OWN), AwarenessUpdate.decode(states));
        assertThat(there.states().keySet())
                .containsExactlyElementsOf(here.states().keySet());
        assertThat(there.encodeAll().encode()).isEqualTo(states);
    }
}
