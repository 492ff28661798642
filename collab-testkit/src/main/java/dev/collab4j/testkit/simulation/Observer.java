package dev.collab4j.testkit.simulation;

/** Looks on while a history is played. */
interface Observer<Op, M> {
    /** Called before and after each step, for the replica that it may change; {@code done} says which. */
    void see(Replica<Op, M> replica, Step<Op> step, boolean done);
}
