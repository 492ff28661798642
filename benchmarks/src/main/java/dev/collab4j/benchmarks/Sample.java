package dev.collab4j.benchmarks;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The figures of one repetition: how long its parts took, what they allocated, and how large the results are. */
final class Sample {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private final Map<String, Cost> costs = new LinkedHashMap<>();
    private final Map<String, Double> sizes = new LinkedHashMap<>();
    private byte @Nullable [] document;

    /** What a part takes. */
    record Cost(long nanos, long bytes) {
        Cost plus(Cost other) {
            return new Cost(nanos + other.nanos, bytes + other.bytes);
        }
    }

    /** Something that is timed. */
    interface Part<T> {
        T run();
    }

    <T> T timed(String metric, Part<T> part) {
        long allocated = THREADS.getCurrentThreadAllocatedBytes();
        long start = System.nanoTime();
        T made = part.run();
        long nanos = System.nanoTime() - start;
        add(metric, new Cost(nanos, THREADS.getCurrentThreadAllocatedBytes() - allocated));
        return made;
    }

    void time(String metric, Runnable part) {
        timed(metric, () -> {
            part.run();
            return true;
        });
    }

    /** Adds the costs of {@code parts} to that of {@code metric}. */
    void sum(String metric, String... parts) {
        for (String part : parts) {
            add(metric, cost(part));
        }
    }

    private void add(String metric, Cost cost) {
        costs.merge(metric, cost, Cost::plus);
    }

    Cost cost(String metric) {
        return Objects.requireNonNull(costs.get(metric), metric);
    }

    void size(String metric, double bytes) {
        sizes.put(metric, bytes);
    }

    /** The document that came out, encoded. */
    void document(byte[] encoded) {
        document = encoded;
    }

    Map<String, Cost> costs() {
        return costs;
    }

    /** Reports what isn't a time, and is the same in each repetition. */
    void reportResults(Report report) {
        sizes.forEach((metric, size) -> report.value(metric, size, "bytes"));
        byte[] encoded = document;
        if (encoded != null) {
            report.value("docSize", encoded.length, "bytes");
            report.text("docSha256", Bytes.sha256(encoded), "sha256");
        }
    }
}
