package dev.collab4j.it.lockstep;

import dev.collab4j.it.oracle.Fields;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Makes the history of a seed: two to five replicas and at least 200 steps, in the last of which all get in touch again. */
public final class HistoryGenerator {
    private static final int MIN_STEPS = 200;
    private static final int MORE_STEPS = 10;
    private static final List<String> OBSERVERS = List.of("none", "none", "none", "unread", "read");
    private static final List<String> EDITORS = List.of("edit", "readEdit", "editRead");

    private final long seed;
    private final Random random;
    private final boolean plain;
    private final EditGenerator edits;
    private final List<Fields> replicas = new ArrayList<>();
    private final List<Fields> steps = new ArrayList<>();
    private final Weights<Fields> weights = new Weights<>();
    private final Extras extras;
    private long nextClient;

    private HistoryGenerator(long seed) {
        this.seed = seed;
        this.random = new Random(seed * 0x9E3779B97F4A7C15L);
        this.plain = random.nextInt(4) == 0;
        boolean undo = random.nextInt(2) == 0;
        boolean narrow = undo && random.nextInt(4) == 0;
        boolean subDocuments = random.nextInt(5) == 0;
        Values values = new Values(random, plain, narrow, subDocuments);
        this.edits = new EditGenerator(random, values);
        this.extras = new Extras(random, edits, values, undo, narrow, subDocuments);
    }

    public static History generate(long seed) {
        return new HistoryGenerator(seed).run();
    }

    private History run() {
        addReplicas();
        addWeights();
        extras.addTo(weights, this::replica);
        List<Fields> convergence = convergence();
        int count = MIN_STEPS + random.nextInt(MORE_STEPS) - convergence.size();
        while (steps.size() < count) {
            steps.add(weights.choose(random));
        }
        steps.addAll(convergence);
        return new History(seed, List.copyOf(replicas), List.copyOf(steps), plain);
    }

    private void addReplicas() {
        for (int i = 2 + random.nextInt(4); i > 0; i--) {
            replicas.add(Fields.of(
                    "client",
                    client(),
                    "gc",
                    random.nextInt(5) != 0,
                    "observe",
                    observers(),
                    "late",
                    random.nextInt(6) == 0,
                    "phases",
                    random.nextInt(5) == 0));
        }
    }

    /** Where observers edit what comes, replicas don't converge. */
    private String observers() {
        List<String> choice = plain || random.nextInt(5) < 3 ? OBSERVERS : EDITORS;
        return choice.get(random.nextInt(choice.size()));
    }

    /** Distinct by their remainder; small, of 32 bits as in Yjs, or of 53 as in yrs. */
    private long client() {
        long distinct = ++nextClient * 31 % 101;
        return switch (random.nextInt(4)) {
            case 0, 1 -> (random.nextLong() >>> 33) / 101 * 2 * 101 + distinct;
            case 2 -> (random.nextLong() >>> 12) / 101 * 101 + distinct;
            default -> distinct;
        };
    }

    private void addWeights() {
        weights.add(60, this::edit)
                .add(16, () -> between("deliver").with("length", 1 + random.nextInt(6)))
                .add(3, () -> between("overtake"))
                .add(4, () -> between("again"))
                .add(1, () -> between("drop").with("length", 1 + random.nextInt(3)))
                .add(3, () -> between("merged").with("length", 1 + random.nextInt(5)))
                .add(3, () -> between("diffed").with("length", 1 + random.nextInt(5)))
                .add(2, () -> between("together").with("length", 2 + random.nextInt(4)))
                .add(9, () -> between("sync"))
                .add(4, () -> between("partly"))
                .add(1, () -> between("whole"))
                .add(1, () -> Fields.of("do", "reopen", "at", replica(), "client", client()))
                .add(1, () -> Fields.of("do", "look", "at", replica()));
    }

    private Fields edit() {
        return Fields.of(
                "do",
                "edit",
                "at",
                replica(),
                "operations",
                edits.operations(),
                "together",
                random.nextBoolean(),
                "ms",
                extras.millis());
    }

    private Fields between(String name) {
        int from = replica();
        int to = (from + 1 + random.nextInt(replicas.size() - 1)) % replicas.size();
        return Fields.of(
                "do",
                name,
                "from",
                from,
                "to",
                to,
                "fraction",
                random.nextInt(65_536),
                "v2",
                random.nextBoolean(),
                "convert",
                random.nextInt(6) == 0);
    }

    private int replica() {
        return random.nextInt(replicas.size());
    }

    /** Three rounds through the first one, since each may end with clean-ups of formats that are edits of their own. */
    private List<Fields> convergence() {
        List<Fields> convergence = new ArrayList<>();
        for (int round = 0; round < 3; round++) {
            for (int from = 1; from < replicas.size(); from++) {
                convergence.add(sync(from, 0));
            }
            for (int to = 1; to < replicas.size(); to++) {
                convergence.add(sync(0, to));
            }
        }
        convergence.add(Fields.of("do", "everything"));
        return convergence;
    }

    private Fields sync(int from, int to) {
        return Fields.of("do", "sync", "from", from, "to", to, "v2", random.nextBoolean());
    }
}
