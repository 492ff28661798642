package dev.collab4j.testkit.simulation;

import java.util.Random;
import java.util.stream.Stream;

/**
 * Where edits come from.
 *
 * @param <Op> what a user does
 */
@FunctionalInterface
public interface Ops<Op> {
    /**
     * Makes up an edit.
     *
     * @param random the only source of chance
     * @return not null
     */
    Op next(Random random);

    /**
     * Returns edits that are simpler than one that was made here.
     *
     * @param op the edit
     * @return the simplest first; none, if not said otherwise
     */
    default Stream<Op> shrink(Op op) {
        return Stream.empty();
    }
}
