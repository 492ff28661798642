package dev.collab4j.benchmarks;

import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.concurrent.TimeUnit;

/**
 * Times many short operations, and keeps the longest stop among them. The clocks are read after every few, as a look at
 * them takes longer than one of these.
 */
final class Stopwatch {
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    private static final int FEW = 64;
    /** What takes less holds no collection of garbage. */
    private static final long SLOW = TimeUnit.MICROSECONDS.toNanos(200);

    private long collected = collectionMillis();
    private long longest;
    private long longestOwn;
    private long longestCollection;
    private long collections;
    private long operations;

    /** One of many. */
    interface Operation {
        void run(int i);
    }

    /** Returns how many nanoseconds each took, without collections of garbage. */
    double time(int count, Operation operation) {
        long collectedBefore = collections;
        long start = System.nanoTime();
        long last = start;
        long lastOwn = THREADS.getCurrentThreadCpuTime();
        for (int i = 0; i < count; ) {
            for (int end = Math.min(i + FEW, count); i < end; i++) {
                operation.run(i);
            }
            long now = System.nanoTime();
            long own = THREADS.getCurrentThreadCpuTime();
            lap(now - last, own - lastOwn);
            last = now;
            lastOwn = own;
        }
        operations += count;
        long ofCollector = TimeUnit.MILLISECONDS.toNanos(collections - collectedBefore);
        return (last - start - ofCollector) / (double) count;
    }

    private void lap(long nanos, long own) {
        longest = Math.max(longest, nanos);
        longestOwn = Math.max(longestOwn, own);
        if (nanos > SLOW) {
            long before = collected;
            collected = collectionMillis();
            collections += collected - before;
            longestCollection = Math.max(longestCollection, collected - before);
        }
    }

    private static long collectionMillis() {
        return ManagementFactory.getGarbageCollectorMXBeans().stream()
                .filter(Stopwatch::stopsTheProgram)
                .mapToLong(GarbageCollectorMXBean::getCollectionTime)
                .sum();
    }

    /** Collectors that work beside the program count their cycles apart from their pauses. */
    private static boolean stopsTheProgram(GarbageCollectorMXBean collector) {
        return !collector.getName().endsWith("Cycles");
    }

    /** The longest that a few operations took. */
    double longestMillis() {
        return longest / 1e6;
    }

    /** The longest that they took themselves, without the collector and others who use the processor. */
    double longestOwnMillis() {
        return longestOwn / 1e6;
    }

    /** The longest that the collector stopped them. */
    long longestCollectionMillis() {
        return longestCollection;
    }

    /** How long the collector stopped them in all. */
    long collectionsMillis() {
        return collections;
    }

    /** The collector's share in each of all operations that were timed. */
    double collectionNanos() {
        return collections * 1e6 / operations;
    }
}
