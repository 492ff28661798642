package dev.collab4j.hub;

import java.util.Random;

/** Plays histories of listeners and hooks, each with a seed of its own; one that fails says how to play it again. */
public final class EventHistories {

    private static final long SEED = Long.getLong("collab.events.seed", 1);
    private static final int COUNT = Integer.getInteger("collab.events.histories", 200);

    private EventHistories() {}

    /** One history. */
    public interface History {

        void play(Random random) throws Exception;
    }

    /** Plays all, or of those that take long one of so many. */
    public static void play(int oneOf, History history) {
        for (long seed = SEED; seed < SEED + COUNT / oneOf; seed++) {
            try {
                history.play(new Random(seed));
            } catch (Exception | AssertionError e) {
                String again = "-Dcollab.events.histories=" + oneOf + " -Dcollab.events.seed=" + seed;
                throw new AssertionError(again + ": " + e.getMessage(), e);
            }
        }
    }
}
