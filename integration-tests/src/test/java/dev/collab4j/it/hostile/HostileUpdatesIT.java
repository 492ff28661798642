package dev.collab4j.it.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.collab4j.it.oracle.Fields;
import dev.collab4j.it.oracle.Oracle;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * Bad updates: refused without a trace, or taken as Yjs takes them. Properties: {@code collab.hostile.cases} (of all kinds
 * together), {@code collab.hostile.seed}.
 */
class HostileUpdatesIT {
    private static final int CASES = HostileCases.count(60);
    private static final int BATCH = 250;
    private static final int MAX_FAULTS = 5;
    private static final HexFormat HEX = HexFormat.of();

    private final Random random = new Random(HostileCases.SEED);
    private final Mutator mutator = new Mutator(random);
    private final Meter meter = new Meter();
    private final Map<String, Integer> deviations = new TreeMap<>();
    private int accepted;
    private final List<String> faults = new ArrayList<>();
    private int rejected;

    @Test
    void badUpdatesAreRefusedWithoutATraceOrTakenAsYjsTakesThem() {
        try (Oracle oracle = Oracle.start()) {
            Corpus corpus = Corpus.of(oracle, HostileCases.SEED, 40);
            for (int done = 0; done < CASES && faults.size() < MAX_FAULTS; done += BATCH) {
                runBatch(oracle, corpus);
            }
        }
        System.out.printf(
                "hostile updates: %d accepted, %d rejected, %s, other than Yjs: %s%n",
                accepted, rejected, meter, deviations);
        assertThat(faults).as(String.join("\n\n", faults)).isEmpty();
        assertThat(accepted).isGreaterThanOrEqualTo((accepted + rejected) / 5);
    }

    private void runBatch(Oracle oracle, Corpus corpus) {
        byte[] base = corpus.state(random);
        List<byte[]> inputs = new ArrayList<>();
        for (int i = 0; i < BATCH; i++) {
            byte[] honest = corpus.input(random);
            inputs.add(i % 2 == 0 ? mutator.mutateFields(UpdateFields.of(honest)) : mutator.mutateBytes(honest));
        }
        oracle.send(Fields.of(
                "do",
                "applyAll",
                "base",
                HEX.formatHex(base),
                "inputs",
                inputs.stream().map(HEX::formatHex).toList()));
        List<Verdict> ours = new Batch(base, meter).apply(inputs);
        List<String> theirs = oracle.receive();
        for (int i = 0; i < BATCH; i++) {
            compare(oracle, base, inputs.get(i), ours.get(i), theirs.get(i));
        }
    }

    private void compare(Oracle oracle, byte[] base, byte[] input, Verdict ours, String theirs) {
        if (ours.isRejected()) {
            rejected++;
            if (!theirs.startsWith("threw")) {
                Deviations.stricter(ours.rejection())
                        .ifPresentOrElse(
                                this::count, () -> faults.add("Yjs takes what we refuse: " + ours.rejection()));
            }
            return;
        }
        accepted++;
        if (!ours.equalsYjs(theirs)) {
            nameOfDifference(input, theirs)
                    .ifPresentOrElse(this::count, () -> faults.add(difference(oracle, base, input, theirs)));
        }
    }

    private void count(String deviation) {
        deviations.merge(deviation, 1, Integer::sum);
    }

    private static Optional<String> nameOfDifference(byte[] input, String theirs) {
        if (theirs.startsWith("threw")) {
            return Deviations.completed(theirs);
        }
        return UpdateFields.hasDeletesInOrder(input) ? Optional.empty() : Optional.of("unordered-deletes");
    }

    private static String difference(Oracle oracle, byte[] base, byte[] input, String theirs) {
        Fields request = Fields.of("do", "applyOne", "base", HEX.formatHex(base), "input", HEX.formatHex(input));
        Victim victim = new Victim(base);
        victim.apply(input);
        return "base " + HEX.formatHex(base) + "\ninput " + HEX.formatHex(input) + "\nYjs:  " + theirs
                + "\n      " + String.join("\n      ", oracle.ask(request)) + "\nJava: "
                + String.join("\n      ", victim.content());
    }
}
