package dev.collab4j.testkit.simulation;

import java.util.List;

/**
 * One copy of what people edit together, and the algorithm that keeps it like the others. A simulation makes replicas,
 * tells them of edits and carries their messages; all of that by one thread.
 *
 * <p>An algorithm may be told more by further interfaces: {@link Syncing} if it can tell itself what another replica
 * lacks, {@link Durable} if it can be stored, {@link SelfChecking} if it has laws of its own. For one that does none of
 * it the simulation keeps a log of messages.
 *
 * @param <Op> what a user does, in terms that make sense in any state
 * @param <M> what replicas send each other: a value that nobody changes
 */
public interface Replica<Op, M> {
    /**
     * Does what a user does here.
     *
     * @param op not null
     * @return what the other replicas have to know, in order; empty if nothing changed
     */
    List<M> edit(Op op);

    /**
     * Takes in what another replica sent. In a causal network it arrives once, after all that its sender knew when
     * sending it; else in any order, any number of times. After a crash a replica also gets what it sent itself.
     *
     * @param message not null
     */
    void receive(M message);

    /**
     * Returns what a user sees.
     *
     * @return a value to be compared by {@link java.util.Objects#deepEquals}; of a text a {@code String}; not null
     */
    Object view();

    /**
     * Returns all that has to be kept to go on. Replicas that know the same have to return the same: a difference that
     * can't be seen yet is one, too.
     *
     * @return a value to be compared by {@link java.util.Objects#deepEquals} and measured by {@link Sizes}; the view,
     *     if not said otherwise
     */
    default Object state() {
        return view();
    }

    /**
     * Returns how much a message takes on the wire.
     *
     * @param message one that a replica sent
     * @return in bytes; by {@link Sizes}, if not said otherwise
     */
    default long bytesOf(M message) {
        return Sizes.of(message);
    }

    /**
     * Returns how much it takes to store this replica.
     *
     * @return in bytes; those of the state by {@link Sizes}, if not said otherwise
     */
    default long storedBytes() {
        return Sizes.of(state());
    }
}
