package dev.collab4j.testkit.report;

import dev.collab4j.testkit.simulation.Interleaving;
import dev.collab4j.testkit.simulation.Ops;
import dev.collab4j.testkit.simulation.Replica;
import dev.collab4j.testkit.simulation.TextOp;
import dev.collab4j.testkit.simulation.TextOps;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.function.IntFunction;

/**
 * Measures algorithms for texts under the same edits: bytes on the wire, metadata, the cost of integration and how
 * often passages are mixed. Edits are the same for the same settings, and so is all but the time.
 */
public final class Comparison {
    private static final int[] DEFAULT_EDITS = {30, 100, 300, 1000};
    private static final int DEFAULT_MEETINGS = 1000;

    private final Map<String, Contender<?>> contenders = new LinkedHashMap<>();
    private int[] edits = DEFAULT_EDITS;
    private int meetings = DEFAULT_MEETINGS;

    /** A comparison of nothing yet, with up to 1,000 edits and 1,000 meetings. */
    public Comparison() {}

    /**
     * Adds an algorithm.
     *
     * @param name for tables and plots; one of another algorithm takes its place
     * @param factory makes an empty replica of an id; the views are strings
     * @param <M> what replicas send each other
     * @return this comparison
     */
    public <M> Comparison add(String name, IntFunction<? extends Replica<TextOp, M>> factory) {
        contenders.put(Objects.requireNonNull(name, "name"), new Contender<>(name, factory));
        return this;
    }

    /**
     * Sets after how many edits is measured.
     *
     * @param counts rising, each 1 or more
     * @return this comparison
     */
    public Comparison edits(int... counts) {
        edits = counts.clone();
        return this;
    }

    /**
     * Sets how many times passages meet for each way of writing.
     *
     * @param count 1 or more; 0 leaves interleaving out
     * @return this comparison
     */
    public Comparison meetings(int count) {
        meetings = count;
        return this;
    }

    /**
     * Measures.
     *
     * @return what was measured
     */
    public Report run() {
        List<Report.Growth> growth = new ArrayList<>();
        List<Report.Mixture> mixtures = new ArrayList<>();
        contenders.values().forEach(contender -> {
            for (int count : edits) {
                growth.add(contender.grow("appending", TextOps.appending(), count));
                growth.add(contender.grow("anywhere", TextOps.any(), count));
            }
            for (Interleaving.Writing writing : Interleaving.Writing.values()) {
                if (meetings > 0) {
                    mixtures.add(contender.mix(writing, meetings));
                }
            }
        });
        return new Report(growth, mixtures);
    }

    private record Contender<M>(String name, IntFunction<? extends Replica<TextOp, M>> factory) {
        Report.Growth grow(String workload, Ops<TextOp> ops, int edits) {
            Crowd<M> crowd = new Crowd<>(factory);
            Random random = new Random(edits);
            for (int i = 0; i < edits; i++) {
                crowd.edit(ops.next(random));
            }
            return crowd.measure(name, workload, edits);
        }

        Report.Mixture mix(Interleaving.Writing writing, int tries) {
            return new Report.Mixture(name, writing, tries, Interleaving.measure(factory, writing, tries));
        }
    }
}
