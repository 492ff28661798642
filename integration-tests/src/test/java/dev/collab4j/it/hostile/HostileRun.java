package dev.collab4j.it.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.collab4j.it.oracle.Fields;
import dev.collab4j.it.oracle.Oracle;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/** Gives bad input to a subject here and to Yjs, and compares what becomes of it. */
final class HostileRun {
    private static final int BATCH = 250;
    private static final int MAX_FAULTS = 5;
    private static final HexFormat HEX = HexFormat.of();

    private final String command;
    private final Function<byte[], Subject> subjects;
    private final BiFunction<byte[], String, Optional<String>> knownDifference;
    private final Meter meter = new Meter();
    private final Map<String, Integer> deviations = new TreeMap<>();
    private final List<String> faults = new ArrayList<>();
    private int accepted;
    private int rejected;

    /**
     * @param command the oracle's name for it
     * @param subjects makes one of a base
     * @param knownDifference names why Yjs says what it does of an input that we took, if that is known
     */
    HostileRun(
            String command,
            Function<byte[], Subject> subjects,
            BiFunction<byte[], String, Optional<String>> knownDifference) {
        this.command = command;
        this.subjects = subjects;
        this.knownDifference = knownDifference;
    }

    /** Every batch has a base of its own; inputs are numbered within it. */
    void run(Oracle oracle, int cases, Supplier<byte[]> bases, IntFunction<byte[]> inputs) {
        for (int done = 0; done < cases && faults.size() < MAX_FAULTS; done += BATCH) {
            runBatch(
                    oracle,
                    bases.get(),
                    IntStream.range(0, BATCH).mapToObj(inputs).toList());
        }
        System.out.printf(
                "hostile %s: %d accepted, %d rejected, %s, other than Yjs: %s%n",
                command, accepted, rejected, meter, deviations);
        assertThat(faults).as(String.join("\n\n", faults)).isEmpty();
        assertThat(accepted).isGreaterThanOrEqualTo((accepted + rejected) / 5);
    }

    private void runBatch(Oracle oracle, byte[] base, List<byte[]> inputs) {
        List<String> hex = inputs.stream().map(HEX::formatHex).toList();
        oracle.send(Fields.of("do", command, "base", HEX.formatHex(base), "inputs", hex));
        List<Verdict> ours = new Batch(base, meter, subjects).give(inputs);
        List<String> theirs = oracle.receive();
        for (int i = 0; i < inputs.size(); i++) {
            compare(base, inputs.get(i), ours.get(i), theirs.get(i));
        }
    }

    private void compare(byte[] base, byte[] input, Verdict ours, String theirs) {
        if (ours.isRejected()) {
            rejected++;
            if (!theirs.startsWith("threw")) {
                count(Deviations.stricter(ours.rejection()), base, input, ours, theirs);
            }
            return;
        }
        accepted++;
        if (!ours.equalsYjs(theirs)) {
            count(knownDifference.apply(input, theirs), base, input, ours, theirs);
        }
    }

    private void count(Optional<String> deviation, byte[] base, byte[] input, Verdict ours, String theirs) {
        deviation.ifPresentOrElse(
                name -> deviations.merge(name, 1, Integer::sum),
                () -> faults.add("base " + HEX.formatHex(base) + "\ninput " + HEX.formatHex(input) + "\nYjs:  " + theirs
                        + "\nJava: " + ours));
    }
}
