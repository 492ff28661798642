package dev.collab4j.testkit.simulation;

import java.util.Locale;

/**
 * One thing that happens in a history. Each step makes sense wherever the ones before it lead, and does nothing where
 * there is nothing to do, so a history stays one when steps are left out.
 *
 * @param <Op> what a user does
 */
public sealed interface Step<Op> {
    /** What becomes of a message. */
    enum Fate {
        /** It arrives. */
        ARRIVES,
        /** It arrives, and stays on its way as well. */
        ARRIVES_AND_STAYS,
        /** It doesn't arrive. */
        IS_LOST
    }

    /**
     * A user edits.
     *
     * @param at the replica, from 0
     * @param op what the user does
     * @param <Op> its type
     */
    record Edit<Op>(int at, Op op) implements Step<Op> {
        @Override
        public String toString() {
            return at + ": " + op;
        }
    }

    /**
     * One of the messages on their way ends its way.
     *
     * @param to the replica that it was sent to, from 0
     * @param which from 0, the first sent, to 1, the last one
     * @param fate whether it arrives
     * @param <Op> what a user does
     */
    record Deliver<Op>(int to, double which, Fate fate) implements Step<Op> {
        @Override
        public String toString() {
            String name = fate.name().toLowerCase(Locale.ROOT).replace('_', ' ');
            return to + ": the message at " + which + " " + name;
        }
    }

    /**
     * One replica asks another one for all that it lacks.
     *
     * @param from the replica that answers, from 0
     * @param to the one that asks, from 0
     * @param <Op> what a user does
     */
    record Sync<Op>(int from, int to) implements Step<Op> {
        @Override
        public String toString() {
            return to + ": asks " + from + " what it lacks";
        }
    }

    /**
     * The network falls into two parts.
     *
     * @param side a bit for each replica, 1 for those in one part; 0 heals it
     * @param <Op> what a user does
     */
    record Partition<Op>(int side) implements Step<Op> {
        @Override
        public String toString() {
            return side == 0 ? "the network heals" : "the network parts, on one side " + Integer.toBinaryString(side);
        }
    }

    /**
     * A replica stops and starts again.
     *
     * @param at the replica, from 0
     * @param keepsDisk whether it comes back as it was; else as a new, empty one with another id
     * @param <Op> what a user does
     */
    record Crash<Op>(int at, boolean keepsDisk) implements Step<Op> {
        @Override
        public String toString() {
            return at + ": crashes" + (keepsDisk ? "" : " and loses its disk");
        }
    }
}
