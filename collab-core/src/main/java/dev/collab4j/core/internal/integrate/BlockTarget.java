package dev.collab4j.core.internal.integrate;

import dev.collab4j.core.internal.codec.Block;

/** What takes in the blocks of updates, each after those that it depends on. */
public interface BlockTarget {
    /** The next clock of a client, 0 if it was never seen. */
    int state(long client);

    /** Takes in {@code block}, of which {@code offset} elements are known, but not all. */
    void integrate(Block block, int offset);

    /** Passes {@code block}, which is known as a whole. */
    void pass(Block block);
}
