package dev.collab4j.hub.internal.engine;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** One {@link Step} under way, as somebody watches it. Thread-safe enough to be begun and ended on different threads. */
public interface Operation {

    /** What nobody watches. */
    Operation UNWATCHED = (outcome, why) -> {};

    /**
     * Runs a part of it on this thread.
     *
     * @param <T> what comes of it
     * @param part what is run, once
     * @return what it returned
     * @throws Exception what it threw
     */
    default <T> T call(Callable<T> part) throws Exception {
        return part.call();
    }

    /**
     * It is over; called once.
     *
     * @param outcome how
     * @param why what it failed with, null if it didn't, or nobody knows
     */
    void end(Outcome outcome, @Nullable Throwable why);
}
