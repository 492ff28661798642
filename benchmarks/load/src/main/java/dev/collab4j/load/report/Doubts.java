package dev.collab4j.load.report;

import java.util.ArrayList;
import java.util.List;

/** Why the figures of a run may say something else than what the server can do. */
final class Doubts {

    private static final double MUCH_OF_OTHERS = 20;
    private static final double BUSY_GENERATOR = 90;
    private static final double LATE_GENERATOR = 10;

    private Doubts() {}

    static List<String> of(Result run) {
        List<String> doubts = new ArrayList<>();
        double others = figure(run, "CPU of others [%]");
        double own = figure(run, "generator CPU [%]");
        double lag = figure(run, "generator lag p99 [ms]");
        if (others > MUCH_OF_OTHERS) {
            doubts.add("other processes took " + Axis.number(others) + " % of a processor");
        }
        if (own > BUSY_GENERATOR) {
            doubts.add("the generator took " + Axis.number(own) + " % of a processor, and may have been the limit");
        }
        if (lag > LATE_GENERATOR) {
            doubts.add("the generator itself was " + Axis.number(lag) + " ms late (p99)");
        }
        return doubts;
    }

    private static double figure(Result run, String name) {
        return run.figures().getOrDefault(name, 0.0);
    }
}
