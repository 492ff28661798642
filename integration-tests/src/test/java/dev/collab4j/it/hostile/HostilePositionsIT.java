package dev.collab4j.it.hostile;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.collab4j.core.RelativePosition;
import dev.collab4j.it.oracle.Fields;
import dev.collab4j.it.oracle.Oracle;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** Bad positions: refused, or read and found where Yjs finds them. */
class HostilePositionsIT {
    private static final int CASES = HostileCases.count(4);
    private static final int HISTORIES = 5;
    private static final List<String> IDS = List.of(
            "null",
            "{\"client\":1,\"clock\":0}",
            "{\"client\":4503599627370495,\"clock\":7}",
            "{\"clock\":2}",
            "{\"client\":\"1\",\"clock\":-1}",
            "[]",
            "5");
    private static final List<String> NAMES = List.of("null", "\"t\"", "\"a\"", "\"x\"", "\"\"", "\"é\\ud83d\"", "7");
    private static final List<String> ASSOCS = List.of("0", "-1", "1", "-0", "1.5", "1e99", "null", "\"0\"");

    private final Random random = new Random(HostileCases.SEED);
    private final Mutator mutator = new Mutator(random);

    @Test
    void badBytesAreRefusedOrReadAsYjsReadsThem() {
        try (Oracle oracle = Oracle.start()) {
            Corpus corpus = Corpus.of(oracle, HostileCases.SEED, HISTORIES);
            byte[] base = corpus.state(random);
            List<byte[]> honest =
                    oracle
                            .ask(Fields.of(
                                    "do", "positionsOf", "base", HexFormat.of().formatHex(base)))
                            .stream()
                            .map(HexFormat.of()::parseHex)
                            .toList();
            run("binary", RelativePosition::decode)
                    .run(oracle, CASES, () -> base, i -> mutator.mutateBytes(honest.get(i % honest.size())));
        }
    }

    @Test
    void badJsonIsRefusedOrReadAsYjsReadsIt() {
        try (Oracle oracle = Oracle.start()) {
            Corpus corpus = Corpus.of(oracle, HostileCases.SEED, HISTORIES);
            run("json", json -> RelativePosition.fromJson(new String(json, UTF_8)))
                    .run(oracle, CASES, () -> corpus.state(random), i -> json(i));
        }
    }

    private static HostileRun run(String form, Function<byte[], RelativePosition> reader) {
        return new HostileRun(
                Fields.of("do", "readPositions", "form", form),
                base -> new PositionSubject(reader, base),
                Deviations::stricter,
                Deviations::ofPosition);
    }

    private byte[] json(int i) {
        StringBuilder json = new StringBuilder("{\"more\":[]");
        member(json, "type", IDS);
        member(json, "tname", NAMES);
        member(json, "item", IDS);
        member(json, "assoc", ASSOCS);
        byte[] whole = json.append('}').toString().getBytes(UTF_8);
        return i % 3 == 0 ? mutator.mutateBytes(whole) : whole;
    }

    /** Mostly one of the first three, which may be honest. */
    private void member(StringBuilder json, String name, List<String> values) {
        if (random.nextInt(3) > 0) {
            json.append(",\"" + name + "\":")
                    .append(values.get(random.nextInt(random.nextInt(4) == 0 ? values.size() : 3)));
        }
    }
}
