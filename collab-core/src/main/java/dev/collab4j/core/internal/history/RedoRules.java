package dev.collab4j.core.internal.history;

/** What decides whether an entry of a map may be put back in spite of a later one. */
public interface RedoRules {
    /** Whether entries are put back whoever set the later one. */
    boolean ignoreRemoteMapChanges();

    /** Whether a step that can be undone or redone deleted this element. */
    boolean isDeletedByAnyStep(long client, int clock);
}
