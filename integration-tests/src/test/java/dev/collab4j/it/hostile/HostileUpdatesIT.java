package dev.collab4j.it.hostile;

import dev.collab4j.it.oracle.Fields;
import dev.collab4j.it.oracle.Oracle;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Bad updates: refused without a trace, or taken as Yjs takes them. */
class HostileUpdatesIT {
    private static final int CASES = HostileCases.count(70);
    private static final int HISTORIES = 40;

    private final Random random = new Random(HostileCases.SEED);
    private final Mutator mutator = new Mutator(random);

    @Test
    void badUpdatesAreRefusedWithoutATraceOrTakenAsYjsTakesThem() {
        try (Oracle oracle = Oracle.start()) {
            Corpus corpus = Corpus.of(oracle, HostileCases.SEED, HISTORIES);
            new HostileRun(Fields.of("do", "applyAll"), Victim::new, Deviations::stricter, Deviations::ofUpdate)
                    .run(oracle, CASES, () -> corpus.state(random), i -> mutated(corpus.input(random), i));
        }
    }

    private byte[] mutated(byte[] honest, int i) {
        return i % 2 == 0 ? mutator.mutateFields(UpdateFields.of(honest)) : mutator.mutateBytes(honest);
    }
}
