package dev.collab4j.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** All benchmarks, in order. */
final class Suite {
    private final List<Benchmark> benchmarks = new ArrayList<>();

    /** Repeats its cases and reports what they took. */
    interface Body {
        void run(Report report, Repetitions repetitions);
    }

    /**
     * A benchmark, or one of the parts of a benchmark that has several.
     *
     * @param name as in its results
     * @param part the name of this part, after that of the benchmark
     */
    record Benchmark(String name, String part, Body body) {
        /** Whether {@code wanted} is this, or what this is a part of: B1 for B1.1, trace or trace:x for trace:x/load. */
        boolean isIn(String wanted) {
            String all = name + part;
            return all.startsWith(wanted) && all.substring(wanted.length()).matches("([./:].*)?");
        }
    }

    void addCase(String name, Repetitions.Case one) {
        add(name, "", (report, repetitions) -> repetitions.of(report, one));
    }

    void add(String name, String part, Body body) {
        benchmarks.add(new Benchmark(name, part, body));
    }

    /** Those of these names; all if there are none. */
    List<Benchmark> chosen(Set<String> names) {
        return benchmarks.stream()
                .filter(benchmark -> names.isEmpty() || names.stream().anyMatch(benchmark::isIn))
                .toList();
    }
}
