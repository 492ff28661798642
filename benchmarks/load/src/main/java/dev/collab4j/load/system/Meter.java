package dev.collab4j.load.system;

import java.util.List;
import java.util.function.ToLongFunction;

/** Measures the processes of a server, this one, and the rest of the machine. */
public final class Meter {

    private final Proc proc;
    private final List<Long> pids;

    /** Where the clocks stood. */
    public record Reading(long nanos, double server, double own, double busy) {}

    /**
     * Of a server of so many processes; none if it isn't on this machine.
     */
    public Meter(Proc proc, List<Long> pids) {
        this.proc = proc;
        this.pids = List.copyOf(pids);
    }

    /** Whether there is a server to be measured. */
    public boolean hasServer() {
        return !pids.isEmpty();
    }

    /** Reads all clocks. */
    public Reading read() {
        double server = pids.stream().mapToDouble(proc::cpuSeconds).sum();
        double own = proc.cpuSeconds(ProcessHandle.current().pid());
        return new Reading(System.nanoTime(), server, own, proc.busySeconds());
    }

    /** What was used since an earlier reading. */
    public Usage since(Reading earlier) {
        Reading now = read();
        double server = now.server - earlier.server;
        double own = now.own - earlier.own;
        double others = Math.max(0, now.busy - earlier.busy - server - own);
        return new Usage((now.nanos - earlier.nanos) / 1e9, server, own, others);
    }

    /** Bytes of the server that are in memory. */
    public long residentBytes() {
        return sum(proc::residentBytes);
    }

    /** The most that {@link #residentBytes} has been since the server started. */
    public long peakBytes() {
        return sum(proc::peakBytes);
    }

    /** As {@link #residentBytes}, with shared pages counted once. */
    public long proportionalBytes() {
        return sum(proc::proportionalBytes);
    }

    private long sum(ToLongFunction<Long> figure) {
        return pids.stream().mapToLong(figure).sum();
    }
}
