package dev.collab4j.core.internal.commit;

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
