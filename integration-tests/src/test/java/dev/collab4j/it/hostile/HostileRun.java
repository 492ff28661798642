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

    private final Fields command;
    private final Function<byte[], Subject> subjects;
    private final Function<String, Optional<String>> stricter;
    private final BiFunction<byte[], String, Optional<String>> knownDifference;
    private final Meter meter = new Meter();
    private final Map<String, Integer> deviations = new TreeMap<>();
    private final List<String> faults = new ArrayList<>();
    private int accepted;
    private int rejected;

    /**
     * @param command what the oracle is asked, without base and inputs
     * @param subjects makes one of a base
     * @param stricter names why we refuse what Yjs takes, by our message, if that is known
     * @param knownDifference names why Yjs says what it does of an input that we took, if that is known
     */
    HostileRun(
            Fields command,
            Function<byte[], Subject> subjects,
            Function<String, Optional<String>> stricter,
            BiFunction<byte[], String, Optional<String>> knownDifference) {
        this.command = command;
        this.subjects = subjects;
        this.stricter = stricter;
        this.knownDifference = knownDifference;
    }

    /** Every batch has a base of its own; inputs are numbered within it. Yjs works on one while we do the next. */
    void run(Oracle oracle, int cases, Supplier<byte[]> bases, IntFunction<byte[]> inputs) {
        List<Case> sent = List.of();
        for (int done = 0; done < cases && faults.size() < MAX_FAULTS; done += BATCH) {
            byte[] base = bases.get();
            List<Case> next =
                    judge(base, IntStream.range(0, BATCH).mapToObj(inputs).toList());
            compareAll(oracle, sent);
            sent = next;
            List<String> hex =
                    sent.stream().map(each -> HEX.formatHex(each.input)).toList();
            oracle.send(command.with("base", HEX.formatHex(base)).with("inputs", hex));
        }
        compareAll(oracle, sent);
        System.out.printf(
                "hostile %s: %d accepted, %d rejected, %s, by name: %s%n",
                command.map().values(), accepted, rejected, meter, deviations);
        assertThat(faults).as(String.join("\n\n", faults)).isEmpty();
        assertThat(accepted).isGreaterThanOrEqualTo((accepted + rejected) / 5);
    }

    private record Case(byte[] base, byte[] input, Verdict ours) {}

    /** Gives the inputs to our subject; those that Yjs is to be asked about come back. */
    private List<Case> judge(byte[] base, List<byte[]> inputs) {
        List<Verdict> ours = new Batch(base, meter, subjects).give(inputs);
        List<Case> open = new ArrayList<>();
        for (int i = 0; i < inputs.size(); i++) {
            Optional<String> name =
                    ours.get(i).isRejected() ? stricter.apply(ours.get(i).rejection()) : Optional.empty();
            if (name.isPresent()) {
                rejected++;
                deviations.merge(name.get(), 1, Integer::sum); // Yjs may need all memory for it, or never end
            } else {
                open.add(new Case(base, inputs.get(i), ours.get(i)));
            }
        }
        return open;
    }

    private void compareAll(Oracle oracle, List<Case> sent) {
        if (!sent.isEmpty()) {
            List<String> theirs = oracle.receive();
            for (int i = 0; i < sent.size(); i++) {
                compare(sent.get(i), theirs.get(i));
            }
        }
    }

    private void compare(Case sent, String theirs) {
        if (sent.ours.isRejected()) {
            rejected++;
            if (!theirs.startsWith("threw")) {
                fault(sent, theirs);
            }
            return;
        }
        accepted++;
        if (!sent.ours.equalsYjs(theirs)) {
            knownDifference
                    .apply(sent.input, theirs)
                    .ifPresentOrElse(name -> deviations.merge(name, 1, Integer::sum), () -> fault(sent, theirs));
        }
    }

    private void fault(Case sent, String theirs) {
        faults.add("base " + HEX.formatHex(sent.base) + "\ninput " + HEX.formatHex(sent.input) + "\nYjs:  " + theirs
                + "\nJava: " + sent.ours);
    }
}
