package dev.collab4j.load.system;

/**
 * Processor time that was used, in seconds.
 *
 * @param seconds in how long a time
 * @param server by the server
 * @param own by the generator
 * @param others by all other processes of the machine: what is measured beside them is worth less
 */
public record Usage(double seconds, double server, double own, double others) {

    /** Percents of one processor. */
    public double percent(double cpuSeconds) {
        return 100 * cpuSeconds / seconds;
    }
}
