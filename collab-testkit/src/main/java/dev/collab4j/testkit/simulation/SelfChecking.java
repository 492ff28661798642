package dev.collab4j.testkit.simulation;

/** A replica with laws of its own, beyond those that a simulation can see. */
public interface SelfChecking {
    /**
     * Checks them; called in the end, when this replica knows all that the others know.
     *
     * @throws AssertionError if one doesn't hold
     */
    void check();
}
