package dev.collab4j.testkit.simulation;

import org.jspecify.annotations.Nullable;

/** A property doesn't hold for a history, which was made as simple as possible. */
public final class FailedHistory extends AssertionError {
    private static final long serialVersionUID = 1;

    /** Of the history that failed first. */
    private final long seed;

    private final transient History<?> history;

    FailedHistory(long seed, History<?> history, @Nullable Throwable cause) {
        super(
                (cause == null ? "" : cause.getMessage()) + "\nin the history of seed " + seed + ", shrunk to "
                        + history.steps().size() + " steps: " + history + "\nagain: -D" + Histories.ONLY + "=" + seed,
                cause);
        this.seed = seed;
        this.history = history;
    }

    /**
     * Returns the seed of the history that failed first.
     *
     * @return for {@link Histories#generate}
     */
    public long seed() {
        return seed;
    }

    /**
     * Returns the simplest history found that fails.
     *
     * @return the history
     */
    public History<?> history() {
        return history;
    }
}
