package dev.collab4j.it.hostile;

import dev.collab4j.it.oracle.Fields;
import dev.collab4j.it.oracle.Oracle;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Bad awareness updates: refused without a trace, or taken as y-protocols takes them. */
class HostileAwarenessIT {
    private static final int CASES = HostileCases.count(15);

    private final Random random = new Random(HostileCases.SEED);
    private final Mutator mutator = new Mutator(random);

    @Test
    void badAwarenessUpdatesAreRefusedWithoutATraceOrTakenAsYjsTakesThem() {
        try (Oracle oracle = Oracle.start()) {
            new HostileRun(
                            Fields.of("do", "applyAwareness"),
                            AwarenessVictim::new,
                            Deviations::stricter,
                            Deviations::ofAwareness)
                    .run(oracle, CASES, () -> UpdateFields.encode(states(random)), this::mutated);
        }
    }

    private byte[] mutated(int i) {
        List<Field> honest = states(random);
        return i % 2 == 0 ? mutator.mutateFields(honest) : mutator.mutateBytes(UpdateFields.encode(honest));
    }

    static List<Field> states(Random random) {
        List<Field> fields = new ArrayList<>();
        int count = random.nextInt(5);
        fields.add(new Field.Uint(count));
        for (int i = 0; i < count; i++) {
            fields.add(new Field.Uint(List.of(1L, 5L, 300L, 1L << 31, 1L << 40).get(random.nextInt(5))));
            fields.add(new Field.Uint(random.nextInt(6)));
            fields.add(Field.Bytes.of(state(random)));
        }
        return fields;
    }

    private static String state(Random random) {
        return switch (random.nextInt(6)) {
            case 0 -> "null";
            case 1 -> "{}";
            case 2 -> "{\"user\":{\"name\":\"É😀\",\"color\":\"#30bced\"},\"10\":[1e21,-0.5,null,true]}";
            case 3 -> "[1,\"two\",{\"3\":\"\\ud83d\"}]";
            case 4 -> "0";
            default ->
                "{\"cursor\":{\"anchor\":{\"type\":null,\"tname\":\"t\",\"assoc\":0},\"n\":" + random.nextInt() + "}}";
        };
    }
}
