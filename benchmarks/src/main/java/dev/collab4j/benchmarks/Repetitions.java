package dev.collab4j.benchmarks;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * How often a case is repeated, each time with fresh documents: at least {@code count} times and {@code nanos} long,
 * but none is started after a minute. The median of the second half counts.
 */
record Repetitions(int count, long nanos) {
    /** The first run of each case alone. */
    static final Repetitions COLD = new Repetitions(1, 0);

    private static final int MAX_COUNT = 100_000;
    private static final long MAX_NANOS = TimeUnit.MINUTES.toNanos(1);

    static Repetitions of(int count, int seconds) {
        return new Repetitions(count, TimeUnit.SECONDS.toNanos(seconds));
    }

    /** One repetition of a case. */
    interface Case {
        void run(Sample sample);
    }

    void of(Report report, Case one) {
        Figures figures = new Figures();
        repeat(() -> figures.add(one));
        figures.report(report);
    }

    void repeat(Runnable one) {
        long start = System.nanoTime();
        for (int done = 0; isWanted(done, System.nanoTime() - start); done++) {
            one.run();
        }
    }

    private boolean isWanted(int done, long elapsed) {
        return done == 0 || (done < MAX_COUNT && elapsed < MAX_NANOS && (done < count || elapsed < nanos));
    }

    /** The costs of all repetitions, and the results of the last. */
    private static final class Figures {
        private final Map<String, List<Sample.Cost>> costs = new LinkedHashMap<>();
        private Sample last = new Sample();

        void add(Case one) {
            last = new Sample();
            one.run(last);
            last.costs()
                    .forEach((metric, cost) -> costs.computeIfAbsent(metric, m -> new ArrayList<>())
                            .add(cost));
        }

        void report(Report report) {
            costs.forEach(report::time);
            last.reportResults(report);
        }
    }
}
