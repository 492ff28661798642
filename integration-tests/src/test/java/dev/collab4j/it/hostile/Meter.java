package dev.collab4j.it.hostile;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/** What one case may cost: memory by its length, and a fixed CPU time of its thread. */
final class Meter {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final long BYTES_PER_BYTE = 64;
    private static final long BASE_BYTES = 64 * 1024;
    private static final long MAX_CPU_NANOS = 50_000_000;

    private long maxBytes = -BASE_BYTES;
    private long maxCpuNanos;

    void measure(int length, Runnable attempt) {
        long bytes = THREADS.getCurrentThreadAllocatedBytes();
        long cpu = THREADS.getCurrentThreadCpuTime();
        try {
            attempt.run();
        } finally {
            long cpuUsed = THREADS.getCurrentThreadCpuTime() - cpu;
            check(length, THREADS.getCurrentThreadAllocatedBytes() - bytes, cpuUsed);
        }
    }

    private void check(int length, long bytes, long cpuNanos) {
        boolean within = bytes <= BYTES_PER_BYTE * length + BASE_BYTES && cpuNanos <= MAX_CPU_NANOS;
        if (!within) {
            throw new OverBudget(
                    bytes + " bytes allocated and " + cpuNanos / 1000 + " us of CPU for an input of " + length);
        }
        maxCpuNanos = Math.max(maxCpuNanos, cpuNanos);
        maxBytes = Math.max(maxBytes, bytes - BYTES_PER_BYTE * length);
    }

    @Override
    public String toString() {
        return "at most " + maxCpuNanos / 1000 + " us of CPU a case, " + maxBytes
                + " allocated bytes above 64 an input byte";
    }

    /** To be repeated alone before it counts: classes are loaded and code is compiled in some innocent case. */
    static final class OverBudget extends RuntimeException {
        private static final long serialVersionUID = 1L;

        OverBudget(String message) {
            super(message);
        }
    }
}
