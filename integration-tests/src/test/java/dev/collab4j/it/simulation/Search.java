package dev.collab4j.it.simulation;

import dev.collab4j.testkit.algorithm.DocOps;
import dev.collab4j.testkit.algorithm.DocReplica;
import dev.collab4j.testkit.algorithm.RichDocReplica;
import dev.collab4j.testkit.simulation.FailedHistory;
import dev.collab4j.testkit.simulation.Histories;
import dev.collab4j.testkit.simulation.Simulation;
import dev.collab4j.testkit.simulation.TextOps;

/**
 * Looks for a history that our document doesn't come out of right. Needs neither JUnit nor Yjs, so that
 * planted-simulation.sh can run it on a changed core.
 */
final class Search {
    private static final int AT_ONCE = 100;

    private Search() {}

    /** Arguments: seconds to look for one. Exit code 1 if there is one. */
    public static void main(String[] args) {
        long start = System.nanoTime();
        long deadline = start + Long.parseLong(args[0]) * 1_000_000_000;
        long seed = 1;
        try {
            for (; System.nanoTime() < deadline; seed += AT_ONCE) {
                search(seed);
            }
            System.out.printf("nothing in %d histories%n", 2 * (seed - 1));
        } catch (FailedHistory failed) {
            System.out.printf(
                    "found in %.1f s, shrunk to %d steps%n%s%n",
                    (System.nanoTime() - start) / 1e9, failed.history().steps().size(), failed.getMessage());
            System.exit(1);
        }
    }

    private static void search(long seed) {
        Histories.of(TextOps.any())
                .seed(seed)
                .check(
                        AT_ONCE,
                        history -> Simulation.run(DocReplica::new, history).assertConverged());
        Histories.of(DocOps.any())
                .seed(seed)
                .check(
                        AT_ONCE,
                        history -> Simulation.run(RichDocReplica::new, history).assertConverged());
    }
}
