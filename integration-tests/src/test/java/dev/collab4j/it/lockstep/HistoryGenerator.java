package dev.collab4j.it.lockstep;

import dev.collab4j.it.oracle.Fields;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Makes the history of a seed: two to five replicas, and at least 200 steps before all get in touch again. */
public final class HistoryGenerator {
    private static final int MIN_STEPS = 200;
    private static final int MORE_STEPS = 10;
    private static final List<String> OBSERVERS = List.of("none", "none", "unread", "read", "edit");

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
        int count = MIN_STEPS + random.nextInt(MORE_STEPS);
        while (steps.size() < count) {
            steps.add(weights.choose(random));
        }
        addConvergence();
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
                    OBSERVERS.get(random.nextInt(OBSERVERS.size())),
                    "late",
                    random.nextInt(6) == 0));
        }
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
                .add(5, () -> between("overtake"))
                .add(4, () -> between("again"))
                .add(3, () -> between("drop").with("length", 1 + random.nextInt(3)))
                .add(4, () -> between("merged").with("length", 1 + random.nextInt(5)))
                .add(3, () -> between("diffed").with("length", 1 + random.nextInt(5)))
                .add(2, () -> between("together").with("length", 2 + random.nextInt(4)))
                .add(7, () -> between("sync"))
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

    /** Three rounds, since each may end with clean-ups of formats that are edits of their own. */
    private void addConvergence() {
        for (int round = 0; round < 3; round++) {
            for (int from = 0; from < replicas.size(); from++) {
                for (int to = 0; to < replicas.size(); to++) {
                    if (from != to) {
                        steps.add(Fields.of("do", "sync", "from", from, "to", to, "v2", random.nextBoolean()));
                    }
                }
            }
        }
        steps.add(Fields.of("do", "everything"));
    }
}
