package dev.collab4j.benchmarks;

import dev.collab4j.benchmarks.trace.Edit;
import dev.collab4j.benchmarks.trace.Trace;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/** What an operation costs, and how long it stops its caller, in a document that grows. */
final class Growth {
    /** By which part of the size of a document an operation is measured. */
    static final int MEASURED_PART = 10;

    private static final int CLIENTS_PART = 100;

    private final int[] sizes;
    private final Supplier<Growing> documents;
    private final Map<Integer, List<Step>> steps = new TreeMap<>();

    /**
     * From one size to the next.
     *
     * @param nanos what an operation took in the end
     */
    private record Step(double nanos, Stopwatch watch) {
        /** A collection hits few of the operations, and is the doing of all. */
        double nanosWithCollections() {
            return nanos + watch.collectionNanos();
        }
    }

    /** Up to {@code largest} letters or tombstones, and a hundredth as many clients. */
    static void addTo(Suite suite, int largest) {
        int[] letters = upTo(largest);
        add(suite, "inserts", letters, RandomInserts::new);
        add(suite, "tombstones", letters, Tombstones::new);
        addClients(suite, upTo(largest / CLIENTS_PART));
    }

    private static void addClients(Suite suite, int[] sizes) {
        int most = sizes[sizes.length - 1];
        Crowd crowd = new Crowd(most + most / MEASURED_PART);
        add(suite, "clients:remote", sizes, () -> new ManyClients(crowd, false));
        add(suite, "clients:local", sizes, () -> new ManyClients(crowd, true));
    }

    /** A trace, up to 64 times in one text. */
    static void addTo(Suite suite, String name, Trace trace) {
        int[] times = IntStream.iterate(1, n -> n <= 64, n -> 2 * n).toArray();
        List<Edit> edits = trace.edits();
        add(suite, "trace:" + name, times, () -> new RepeatedTrace(edits, trace.endContent()));
    }

    private static void add(Suite suite, String name, int[] sizes, Supplier<Growing> documents) {
        suite.add("growth:" + name, "", (report, repetitions) -> new Growth(sizes, documents).run(report, repetitions));
    }

    private static int[] upTo(int largest) {
        return IntStream.of(1, 3, 10, 30, 100)
                .map(part -> Math.max(MEASURED_PART, largest / 100) * part)
                .toArray();
    }

    private Growth(int[] sizes, Supplier<Growing> documents) {
        this.sizes = sizes;
        this.documents = documents;
    }

    private void run(Report report, Repetitions repetitions) {
        repetitions.repeat(this::grow);
        Map<Integer, Double> costs = new TreeMap<>();
        steps.forEach((size, of) -> costs.put(size, Report.median(of, Step::nanosWithCollections)));
        costs.forEach((size, nanos) -> report.value("nsPerOp@" + size, nanos, "ns"));
        steps.forEach((size, of) -> reportStops(report, "@" + size, of));
        report.value("exponent", exponent(costs), "1");
    }

    private void grow() {
        Growing document = documents.get();
        for (int size : sizes) {
            Stopwatch watch = new Stopwatch();
            document.growTo(size, watch);
            double nanos = document.operate(watch);
            steps.computeIfAbsent(size, s -> new ArrayList<>()).add(new Step(nanos, watch));
        }
        document.check();
    }

    private static void reportStops(Report report, String size, List<Step> steps) {
        List<Stopwatch> watches = steps.stream().map(Step::watch).toList();
        report.value("longest" + size, max(watches, Stopwatch::longestMillis), "ms");
        report.value("longestOwn" + size, max(watches, Stopwatch::longestOwnMillis), "ms");
        report.value("longestGc" + size, max(watches, Stopwatch::longestCollectionMillis), "ms");
        report.value("gcTime" + size, Report.median(watches, Stopwatch::collectionsMillis), "ms");
    }

    private static double max(List<Stopwatch> watches, ToDoubleFunction<Stopwatch> figure) {
        return watches.stream().mapToDouble(figure).max().orElseThrow();
    }

    /** The slope of a straight line through the logarithms of sizes and costs, by least squares. */
    static double exponent(Map<Integer, Double> costs) {
        double meanSize = mean(costs.keySet());
        double meanCost = mean(costs.values());
        double both = 0;
        double square = 0;
        for (Map.Entry<Integer, Double> cost : costs.entrySet()) {
            double size = Math.log(cost.getKey()) - meanSize;
            both += size * (Math.log(cost.getValue()) - meanCost);
            square += size * size;
        }
        return both / square;
    }

    private static double mean(Collection<? extends Number> values) {
        return values.stream()
                .mapToDouble(value -> Math.log(value.doubleValue()))
                .average()
                .orElseThrow();
    }
}
