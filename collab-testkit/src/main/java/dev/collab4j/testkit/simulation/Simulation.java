package dev.collab4j.testkit.simulation;

import java.util.Objects;
import java.util.function.IntFunction;

/**
 * Plays a history on replicas. There is no chance in it, no clock and no thread: the same history gives the same run.
 *
 * <p>What a replica sent before it crashed and lost its disk reaches the others, at the latest in the end: others may
 * have built upon it.
 */
public final class Simulation {
    private Simulation() {}

    /**
     * Plays a history to its end, where all replicas know the same.
     *
     * @param factory makes an empty replica of an id; ids rise from 0, and after a crash without its disk a replica
     *     gets a new one
     * @param history what happens
     * @param <Op> what a user does
     * @param <M> what replicas send each other
     * @return how it ended
     */
    public static <Op, M> Run<Op, M> run(IntFunction<? extends Replica<Op, M>> factory, History<Op> history) {
        return run(factory, history, (replica, step, done) -> {});
    }

    static <Op, M> Run<Op, M> run(
            IntFunction<? extends Replica<Op, M>> factory, History<Op> history, Observer<Op, M> observer) {
        return World.play(
                Objects.requireNonNull(factory, "factory"), Objects.requireNonNull(history, "history"), observer);
    }
}
