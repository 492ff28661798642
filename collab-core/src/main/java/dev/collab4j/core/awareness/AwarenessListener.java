package dev.collab4j.core.awareness;

/** Is told about changes of an {@link Awareness}. */
@FunctionalInterface
public interface AwarenessListener {
    /**
     * Takes one change. Called outside the lock of the awareness, one call at a time and in the order of the changes,
     * on the thread that made the change or on one that was still telling listeners about an earlier one. Changes made
     * from here are reported after this call has returned.
     *
     * @param change what happened
     */
    void onAwareness(AwarenessChange change);
}
