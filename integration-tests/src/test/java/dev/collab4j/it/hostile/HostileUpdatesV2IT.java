package dev.collab4j.it.hostile;

import dev.collab4j.core.Update;
import dev.collab4j.it.oracle.Fields;
import dev.collab4j.it.oracle.Oracle;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Bad updates in version 2: refused without a trace, or taken as Yjs takes them. */
class HostileUpdatesV2IT {
    private static final int CASES = HostileCases.count(5);
    private static final int HISTORIES = 20;

    private final Random random = new Random(HostileCases.SEED);
    private final Mutator mutator = new Mutator(random);

    @Test
    void badUpdatesAreRefusedWithoutATraceOrTakenAsYjsTakesThem() {
        try (Oracle oracle = Oracle.start()) {
            Corpus corpus = Corpus.of(oracle, HostileCases.SEED, HISTORIES);
            new HostileRun(
                            Fields.of("do", "applyAllV2"),
                            base -> new Victim(base, Update::fromV2),
                            Deviations::strictToV2,
                            Deviations::ofUpdateV2)
                    .run(oracle, CASES, () -> corpus.state(random), i -> mutated(corpus.input(random), i));
        }
    }

    private byte[] mutated(byte[] honest, int i) {
        List<Field> fields = UpdateFields.of(honest);
        return i % 2 == 0 ? VersionTwo.encode(mutator.mutate(fields)) : mutator.mutateBytes(VersionTwo.encode(fields));
    }
}
