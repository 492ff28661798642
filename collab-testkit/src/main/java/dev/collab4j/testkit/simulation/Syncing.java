package dev.collab4j.testkit.simulation;

import java.util.List;

/**
 * A replica that finds out itself what another one lacks, as after a time without a network.
 *
 * @param <M> what replicas send each other
 */
public interface Syncing<M> {
    /**
     * Returns what this replica knows, in short.
     *
     * @return for {@link #missing} of another replica; not null
     */
    byte[] summary();

    /**
     * Returns what a replica lacks.
     *
     * @param summary what that replica knows
     * @return messages for it, in order
     */
    List<M> missing(byte[] summary);
}
