package dev.collab4j.core;

/** Decides which deleted content a document may forget. */
@FunctionalInterface
public interface GcFilter {
    /**
     * Runs under the lock of the document at the end of a transaction, for each run of elements that it deleted and
     * that nothing else keeps. What is in a deleted type goes with it unasked. If this throws, the content is kept and
     * the exception reaches the caller when the transaction has ended. What was kept once is never asked for again.
     *
     * @param item what was deleted; valid only during this call
     * @return true to forget the content, false to keep it
     */
    boolean mayCollect(ItemView item);
}
