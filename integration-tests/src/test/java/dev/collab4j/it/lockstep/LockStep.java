package dev.collab4j.it.lockstep;

import dev.collab4j.it.oracle.Oracle;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Plays histories in Java and in oracles, one of them for each processor. Needs neither JUnit nor Maven, so that planted.sh can
 * run it on a changed core.
 */
final class LockStep {
    private static final int AHEAD = 2;
    private static final int ORACLES =
            Integer.getInteger("collab.lockstep.oracles", Runtime.getRuntime().availableProcessors());

    private final long seed;
    private final int histories;
    private final int maxFailures;
    private final long deadline;
    private final AtomicLong nextSeed;
    private final Coverage coverage = new Coverage();
    private final Map<Long, Difference> differing = new TreeMap<>();
    private int played;
    private long steps;

    LockStep(long seed, int histories, int maxFailures) {
        this(seed, histories, maxFailures, Long.MAX_VALUE);
    }

    /** Until so many histories are played or {@code System.nanoTime()} is past the deadline. */
    private LockStep(long seed, int histories, int maxFailures, long deadline) {
        this.seed = seed;
        this.histories = histories;
        this.maxFailures = maxFailures;
        this.deadline = deadline;
        this.nextSeed = new AtomicLong(seed);
    }

    /** As many histories as the time allows. */
    static LockStep soak(long seed, int seconds, int maxFailures) {
        return new LockStep(seed, Integer.MAX_VALUE, maxFailures, System.nanoTime() + seconds * 1_000_000_000L);
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
        long start = System.nanoTime();
        playAll();
        System.out.printf(
                "lock-step: %d histories from seed %d, %d steps, %.1f s%n%s%n",
                played, seed, steps, (System.nanoTime() - start) / 1e9, coverage);
        return reports();
    }

    /** What did not come often enough. */
    List<String> missing() {
        return coverage.missing(played);
    }

    private void playAll() {
        ExecutorService threads = Executors.newFixedThreadPool(ORACLES);
        try {
            List<Callable<Void>> shares = new ArrayList<>();
            for (int i = 0; i < Math.min(ORACLES, histories); i++) {
                shares.add(this::playShare);
            }
            for (Future<Void> share : threads.invokeAll(shares)) {
                share.get();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        } finally {
            threads.shutdownNow();
        }
    }

    private Void playShare() {
        try (Oracle oracle = Oracle.start()) {
            Comparison comparison = new Comparison(oracle);
            Deque<History> announced = new ArrayDeque<>();
            for (long each = nextSeed.getAndIncrement(); goesOn(each); each = nextSeed.getAndIncrement()) {
                History history = HistoryGenerator.generate(each);
                comparison.announce(history);
                announced.add(history);
                if (announced.size() > AHEAD) {
                    compare(comparison, announced.remove());
                }
            }
            announced.forEach(history -> compare(comparison, history));
            return null;
        }
    }

    private synchronized boolean goesOn(long each) {
        return each < seed + histories && differing.size() < maxFailures && System.nanoTime() < deadline;
    }

    private void compare(Comparison comparison, History history) {
        Comparison.Outcome outcome = comparison.compare(history);
        add(history, outcome);
    }

    private synchronized void add(History history, Comparison.Outcome outcome) {
        coverage.add(outcome.counts());
        played++;
        steps += history.steps().size();
        if (!outcome.isEqual() && differing.size() < maxFailures) {
            differing.put(history.seed(), new Difference(history, outcome.differingStep()));
        }
    }

    private List<String> reports() {
        if (differing.isEmpty()) {
            return List.of();
        }
        try (Oracle oracle = Oracle.start()) {
            Report report = new Report(new Comparison(oracle));
            return differing.values().stream()
                    .map(each -> report.of(each.history, each.step))
                    .toList();
        }
    }

    private record Difference(History history, int step) {}
}
