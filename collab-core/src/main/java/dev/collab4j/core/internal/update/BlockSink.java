package dev.collab4j.core.internal.update;

import dev.collab4j.core.internal.codec.Block;

/** Takes the blocks of a new update: clients descending, clocks rising. */
interface BlockSink {
    /** Adds {@code block} without its first {@code offset} elements. */
    void write(Block block, int offset);
}
