package dev.collab4j.core.internal.commit;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Runs things one after the other: one that throws doesn't keep the others from running. */
public final class ErrorSink {
    private @Nullable Throwable first;

    /** Runs {@code listener} and keeps what it throws. */
    @SuppressWarnings("CatchingUnchecked")
    public void run(Runnable listener) {
        try {
            listener.run();
        } catch (RuntimeException | Error e) {
            add(e);
        }
    }

    /**
     * Runs {@code body}, then {@code next} whether it threw or not.
     *
     * @return what the body returned
     */
    @SuppressWarnings({"NullAway", "CatchingUnchecked"}) // null only if R is nullable: an exception is thrown before
    public <R extends @Nullable Object> R call(Supplier<R> body, Runnable next) {
        R result = null;
        try {
            result = body.get();
        } catch (RuntimeException | Error e) {
            add(e);
        }
        run(next);
        throwFirst();
        return result;
    }

    /** Keeps {@code error}, which is a {@code RuntimeException} or an {@code Error}. */
    public void add(Throwable error) {
        if (first == null) {
            first = error;
        } else if (first != error) {
            first.addSuppressed(error);
        }
    }

    /** Throws the first exception kept, the others suppressed in it. */
    public void throwFirst() {
        if (first instanceof Error error) {
            throw error;
        }
        if (first != null) {
            throw (RuntimeException) first;
        }
    }
}
