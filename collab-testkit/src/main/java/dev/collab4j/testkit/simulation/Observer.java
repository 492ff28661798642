package dev.collab4j.testkit.simulation;

/** Looks on while a history is played. */
interface Observer<Op, M> {
    /** Called before and after each edit, and whenever something was received at once. */
    void see(Replica<Op, M> replica, int at, Step<Op> step, boolean done);
}
