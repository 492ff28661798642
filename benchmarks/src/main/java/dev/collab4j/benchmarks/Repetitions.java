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
        Map<String, List<Sample.Cost>> costs = new LinkedHashMap<>();
        Sample sample = new Sample();
        long start = System.nanoTime();
        for (int done = 0; isWanted(done, System.nanoTime() - start); done++) {
            sample = new Sample();
            one.run(sample);
            sample.costs()
                    .forEach((metric, cost) -> costs.computeIfAbsent(metric, m -> new ArrayList<>())
                            .add(cost));
        }
        costs.forEach(report::time);
        sample.reportResults(report);
    }

    private boolean isWanted(int done, long elapsed) {
        return done == 0 || (done < MAX_COUNT && elapsed < MAX_NANOS && (done < count || elapsed < nanos));
    }
}
