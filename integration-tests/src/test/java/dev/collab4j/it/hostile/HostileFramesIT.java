package dev.collab4j.it.hostile;

import dev.collab4j.it.oracle.Fields;
import dev.collab4j.it.oracle.Oracle;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Bad frames of y-websocket, and good ones with a bad update inside. */
class HostileFramesIT {
    private static final int CASES = HostileCases.count(15);
    private static final int HISTORIES = 10;

    private final Random random = new Random(HostileCases.SEED);
    private final Mutator mutator = new Mutator(random);

    @Test
    void badFramesAreRefusedWithoutATraceOrTakenAsYjsTakesThem() {
        try (Oracle oracle = Oracle.start()) {
            Corpus corpus = Corpus.of(oracle, HostileCases.SEED, HISTORIES);
            new HostileRun(Fields.of("do", "applyFrames"), FrameVictim::new, Deviations::stricter, Deviations::ofFrame)
                    .run(oracle, CASES, () -> corpus.state(random), i -> mutated(corpus, i));
        }
    }

    private byte[] mutated(Corpus corpus, int i) {
        if (i % 4 == 0) {
            byte[] inner = mutator.mutateFields(UpdateFields.of(corpus.input(random)));
            return UpdateFields.encode(frame(inner, 0, 2));
        }
        List<Field> frame = frame(corpus);
        return i % 2 == 0 ? mutator.mutateFields(frame) : mutator.mutateBytes(UpdateFields.encode(frame));
    }

    private List<Field> frame(Corpus corpus) {
        return switch (random.nextInt(8)) {
            case 0 -> frame(stateVector(), 0, 0);
            case 1 -> frame(UpdateFields.encode(HostileAwarenessIT.states(random)), 1);
            case 2 -> frame("réason".getBytes(StandardCharsets.UTF_8), 2, 0);
            case 3 -> List.of(new Field.Uint(3));
            case 4, 5 -> frame(corpus.input(random), 0, 1);
            default -> frame(corpus.input(random), 0, 2);
        };
    }

    private static List<Field> frame(byte[] body, long... types) {
        List<Field> fields = new ArrayList<>();
        for (long type : types) {
            fields.add(new Field.Uint(type));
        }
        fields.add(new Field.Bytes(body));
        return fields;
    }

    private byte[] stateVector() {
        List<Field> fields = new ArrayList<>();
        int count = random.nextInt(5);
        fields.add(new Field.Uint(count));
        for (int i = 0; i < 2 * count; i++) {
            fields.add(new Field.Uint(random.nextInt(300)));
        }
        return UpdateFields.encode(fields);
    }
}
