package dev.collab4j.it.hostile;

import dev.collab4j.it.oracle.Fields;
import dev.collab4j.it.oracle.Oracle;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Bad snapshots: refused, or read as Yjs reads them. */
class HostileSnapshotsIT {
    private static final int CASES = HostileCases.count(4);
    private static final int HISTORIES = 10;

    private final Random random = new Random(HostileCases.SEED);
    private final Mutator mutator = new Mutator(random);

    @ParameterizedTest
    @EnumSource
    void badSnapshotsAreRefusedOrReadAsYjsReadsThem(Version version) {
        try (Oracle oracle = Oracle.start()) {
            Corpus corpus = Corpus.of(oracle, HostileCases.SEED, HISTORIES);
            List<byte[]> honest = oracle.ask(Fields.of("do", "snapshotsOf", "states", corpus.hexOfStates())).stream()
                    .map(HexFormat.of()::parseHex)
                    .toList();
            new HostileRun(
                            Fields.of("do", "readSnapshots", "version", version.name()),
                            base -> new SnapshotSubject(version, base),
                            Deviations::stricter,
                            (input, theirs) -> Deviations.ofSnapshot(version, input, theirs))
                    .run(oracle, CASES, () -> corpus.state(random), i -> mutated(version, honest, i));
        }
    }

    private byte[] mutated(Version version, List<byte[]> honest, int i) {
        List<Field> fields = UpdateFields.ofSnapshot(honest.get(random.nextInt(honest.size())));
        return i % 2 == 0
                ? version.encodeSnapshot(mutator.mutate(fields))
                : mutator.mutateBytes(version.encodeSnapshot(fields));
    }
}
