package dev.collab4j.it.hostile;

import dev.collab4j.it.oracle.Fields;
import dev.collab4j.it.oracle.Oracle;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What can be done with an update without a document, done with bad ones: refused, or done as Yjs does it. */
class HostileOperationsIT {
    private static final int CASES = HostileCases.count(1);
    private static final int HISTORIES = 20;

    private static Oracle oracle;
    private static Corpus corpus;

    private final Random random = new Random(HostileCases.SEED);
    private final Mutator mutator = new Mutator(random);

    @BeforeAll
    static void start() {
        oracle = Oracle.start();
        corpus = Corpus.of(oracle, HostileCases.SEED, HISTORIES);
    }

    @AfterAll
    static void stop() {
        oracle.close();
    }

    static Stream<Arguments> operations() {
        return Arrays.stream(UpdateOperation.values())
                .flatMap(operation -> Arrays.stream(Version.values()).map(version -> Arguments.of(operation, version)));
    }

    @ParameterizedTest
    @MethodSource("operations")
    void badUpdatesAreRefusedOrUsedAsYjsUsesThem(UpdateOperation operation, Version version) {
        String name = operation.name().toLowerCase(Locale.ROOT);
        new HostileRun(
                        Fields.of("do", "operate", "operation", name, "version", version.name()),
                        base -> new OperationSubject(operation, version, base),
                        message -> Deviations.strictTo(version, message),
                        (input, theirs) -> Deviations.ofOperation(version, input, theirs))
                .run(oracle, CASES, () -> encoded(version, corpus.state(random)), i -> mutated(version, i));
    }

    private static byte[] encoded(Version version, byte[] honest) {
        return version.encode(UpdateFields.of(honest));
    }

    private byte[] mutated(Version version, int i) {
        List<Field> fields = UpdateFields.of(corpus.input(random));
        return i % 2 == 0 ? version.encode(mutator.mutate(fields)) : mutator.mutateBytes(version.encode(fields));
    }
}
