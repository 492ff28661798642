package dev.collab4j.it.hostile;

import dev.collab4j.it.lockstep.HistoryGenerator;
import dev.collab4j.it.oracle.Fields;
import dev.collab4j.it.oracle.Oracle;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;

/** Honest documents and updates of all content kinds, made by the real Yjs in lock-step histories. */
final class Corpus {
    private static final int MAX_LENGTH = 4096;

    private final List<byte[]> states = new ArrayList<>();
    private final List<byte[]> updates = new ArrayList<>();

    static Corpus of(Oracle oracle, long seed, int histories) {
        Corpus corpus = new Corpus();
        for (long each = seed; each < seed + histories; each++) {
            oracle.ask(Fields.of(
                            "do",
                            "corpus",
                            "history",
                            HistoryGenerator.generate(each).toRequest()))
                    .forEach(corpus::add);
        }
        return corpus;
    }

    private void add(String line) {
        int space = line.indexOf(' ');
        byte[] bytes = HexFormat.of().parseHex(line, space + 1, line.length());
        if (bytes.length <= MAX_LENGTH) {
            (line.startsWith("state") ? states : updates).add(bytes);
        }
    }

    byte[] state(Random random) {
        return states.get(random.nextInt(states.size()));
    }

    List<String> hexOfStates() {
        return states.stream().map(HexFormat.of()::formatHex).toList();
    }

    /** Mostly single updates, some of whole documents. */
    byte[] input(Random random) {
        return random.nextInt(8) == 0 ? state(random) : updates.get(random.nextInt(updates.size()));
    }
}
