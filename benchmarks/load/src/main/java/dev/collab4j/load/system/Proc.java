package dev.collab4j.load.system;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Reads Linux's {@code /proc} (proc(5)). What isn't there, as the process has ended or the system is another one, is 0, so
 * that a run ends with what was measured until then.
 */
public final class Proc {

    /** Ticks a second: Linux shows all user programs the same, whatever its own are. */
    private static final double TICKS = 100;

    /** Behind the name in /proc/PID/stat, which is in parentheses and may have blanks: user time is the 12th field from there. */
    private static final int USER = 11;

    private static final int SYSTEM = 12;

    /** Fields of the first line of /proc/stat: user, nice, system, idle, iowait, irq, softirq, steal. */
    private static final int IDLE = 4;

    private static final int IO_WAIT = 5;
    private static final int STEAL = 8;

    private final Path root;

    private Proc(Path root) {
        this.root = root;
    }

    /** That of this system. */
    public static Proc ofSystem() {
        return new Proc(Path.of("/proc"));
    }

    /** Another folder, for tests. */
    static Proc in(Path root) {
        return new Proc(root);
    }

    /** Seconds of processor time that a process has used. */
    public double cpuSeconds(long pid) {
        return lines(pid + "/stat").stream()
                .findFirst()
                .map(line -> line.substring(line.lastIndexOf(')') + 2).split(" ", -1))
                .map(fields -> (Long.parseLong(fields[USER]) + Long.parseLong(fields[SYSTEM])) / TICKS)
                .orElse(0.0);
    }

    /** Seconds of processor time that all processes have used, those of other guests of the machine included. */
    public double busySeconds() {
        return lines("stat").stream().findFirst().map(Proc::busySeconds).orElse(0.0);
    }

    private static double busySeconds(String line) {
        String[] fields = line.trim().split("\\s+", -1);
        long ticks = 0;
        for (int i = 1; i <= STEAL; i++) {
            ticks += i == IDLE || i == IO_WAIT ? 0 : Long.parseLong(fields[i]);
        }
        return ticks / TICKS;
    }

    /** Bytes of a process that are in memory. */
    public long residentBytes(long pid) {
        return bytes(pid + "/status", "VmRSS:");
    }

    /** The most that {@link #residentBytes} has ever been. */
    public long peakBytes(long pid) {
        return bytes(pid + "/status", "VmHWM:");
    }

    /** As {@link #residentBytes}, but of pages that several processes share only its part. Slow for large processes. */
    public long proportionalBytes(long pid) {
        return bytes(pid + "/smaps_rollup", "Pss:");
    }

    private long bytes(String file, String key) {
        return lines(file).stream()
                .filter(line -> line.startsWith(key))
                .findFirst()
                .map(line -> Long.parseLong(line.replaceAll("\\D", "")) << 10)
                .orElse(0L);
    }

    private List<String> lines(String file) {
        try {
            Path path = root.resolve(file);
            return Files.isReadable(path) ? Files.readAllLines(path) : List.of();
        } catch (IOException | UncheckedIOException e) {
            return List.of(); // the process has just ended
        }
    }
}
