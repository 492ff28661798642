package dev.collab4j.spi.storage;

/**
 * Where a document stands: what compare-and-set compares. Immutable. A document that the store has never seen is
 * {@link #UNKNOWN}, and the first append creates its row.
 *
 * @param generation rises with each delete and re-creation; an append carries the one that it was made under
 * @param version rises with each snapshot; 0 = there is none yet
 * @param deleted true for the tombstone of a deleted document
 */
public record Head(long generation, long version, boolean deleted) {

    /** The head of a document that was never stored. */
    public static final Head UNKNOWN = new Head(0, 0, false);
}
