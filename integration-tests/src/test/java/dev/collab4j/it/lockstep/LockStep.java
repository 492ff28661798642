package dev.collab4j.it.lockstep;

import dev.collab4j.it.oracle.Oracle;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Plays histories in Java and in the oracle. Needs neither JUnit nor Maven, so that planted.sh can run it on a changed core. */
final class LockStep {
    private static final int AHEAD = 2;

    private final long seed;
    private final int histories;
    private final int maxFailures;
    private final Coverage coverage = new Coverage();
    private final Map<History, Integer> differing = new LinkedHashMap<>();
    private long steps;

    LockStep(long seed, int histories, int maxFailures) {
        this.seed = seed;
        this.histories = histories;
        this.maxFailures = maxFailures;
    }

    /** Arguments: first seed, number of histories, number of failures to report. Exit code 1 if there is one. */
    public static void main(String[] args) {
        LockStep lockStep = new LockStep(Long.parseLong(args[0]), Integer.parseInt(args[1]), Integer.parseInt(args[2]));
        List<String> reports = lockStep.run();
        reports.forEach(System.out::println);
        System.exit(reports.isEmpty() ? 0 : 1);
    }

    /** Returns a report of each history that differs. */
    List<String> run() {
        try (Oracle oracle = Oracle.start()) {
            Comparison comparison = new Comparison(oracle);
            long start = System.nanoTime();
            play(comparison);
            System.out.printf(
                    "lock-step: %d histories from seed %d, %d steps, %.1f s%n%s%n",
                    histories, seed, steps, (System.nanoTime() - start) / 1e9, coverage);
            Report report = new Report(comparison);
            return differing.entrySet().stream()
                    .map(entry -> report.of(entry.getKey(), entry.getValue()))
                    .toList();
        }
    }

    /** What did not come often enough. */
    List<String> missing() {
        return coverage.missing(histories);
    }

    private void play(Comparison comparison) {
        Deque<History> announced = new ArrayDeque<>();
        for (long each = seed; each < seed + histories && differing.size() < maxFailures; each++) {
            History history = HistoryGenerator.generate(each);
            comparison.announce(history);
            announced.add(history);
            if (announced.size() > AHEAD) {
                compare(comparison, announced.remove());
            }
        }
        announced.forEach(history -> compare(comparison, history));
    }

    private void compare(Comparison comparison, History history) {
        Comparison.Outcome outcome = comparison.compare(history);
        coverage.add(outcome.counts());
        steps += history.steps().size();
        if (!outcome.isEqual()) {
            differing.put(history, outcome.differingStep());
        }
    }
}
