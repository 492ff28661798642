package dev.collab4j.core;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** How an {@link UndoManager} works. Immutable and thread-safe. */
public final class UndoOptions {
    /** Edits that follow one another faster than this become one step unless said otherwise. */
    public static final Duration DEFAULT_CAPTURE_TIMEOUT = Duration.ofMillis(500);

    private final List<@Nullable Object> trackedOrigins;
    private final Duration captureTimeout;
    private final CaptureFilter captureFilter;
    private final DeleteFilter deleteFilter;
    private final boolean ignoreRemoteMapChanges;
    private final InstantSource clock;

    private UndoOptions(Builder builder) {
        trackedOrigins = builder.trackedOrigins;
        captureTimeout = builder.captureTimeout;
        captureFilter = builder.captureFilter;
        deleteFilter = builder.deleteFilter;
        ignoreRemoteMapChanges = builder.ignoreRemoteMapChanges;
        clock = builder.clock;
    }

    /**
     * Starts with the defaults: the origin null is tracked, 500 ms, no filters, the system's clock.
     *
     * @return a new builder
     */
    public static Builder builder() {
        return new Builder();
    }

    List<@Nullable Object> trackedOrigins() {
        return trackedOrigins;
    }

    CaptureFilter captureFilter() {
        return captureFilter;
    }

    DeleteFilter deleteFilter() {
        return deleteFilter;
    }

    boolean ignoreRemoteMapChanges() {
        return ignoreRemoteMapChanges;
    }

    long millis() {
        return clock.millis();
    }

    /** Whether an edit this long after the last one still belongs to its step. */
    boolean isWithinTimeout(long millis) {
        return Duration.ofMillis(millis).compareTo(captureTimeout) < 0;
    }

    /** Collects options. Not thread-safe. */
    public static final class Builder {
        private List<@Nullable Object> trackedOrigins = Collections.singletonList(null);
        private Duration captureTimeout = DEFAULT_CAPTURE_TIMEOUT;
        private CaptureFilter captureFilter = transaction -> true;
        private DeleteFilter deleteFilter = item -> true;
        private boolean ignoreRemoteMapChanges;
        private InstantSource clock = InstantSource.system();

        private Builder() {}

        /**
         * Sets whose edits are undone: those of transactions whose origin equals one of these, or is an instance of one
         * that is a {@link Class}. The manager itself is always among them. In place of the default, which is the
         * origin null: edits without a transaction, and transactions without an origin.
         *
         * @param origins any objects; null for the origin null, together with others or as {@code (Object) null}
         * @return this builder
         */
        public Builder trackedOrigins(@Nullable Object... origins) {
            Objects.requireNonNull(origins, "origins; write (Object) null for the origin null");
            trackedOrigins = Collections.unmodifiableList(new ArrayList<>(Arrays.asList(origins)));
            return this;
        }

        /**
         * Sets how soon an edit must follow the last one to become part of its step.
         *
         * @param timeout zero makes each transaction a step; one of {@code Duration.ofSeconds(Long.MAX_VALUE)} never
         *     ends; not negative
         * @return this builder
         */
        public Builder captureTimeout(Duration timeout) {
            if (timeout.isNegative()) {
                throw new IllegalArgumentException("timeout must not be negative: " + timeout);
            }
            captureTimeout = timeout;
            return this;
        }

        /**
         * Sets which transactions may become steps, besides the rules of origin and scope.
         *
         * @param filter not null; by default all
         * @return this builder
         */
        public Builder captureTransaction(CaptureFilter filter) {
            captureFilter = Objects.requireNonNull(filter, "filter");
            return this;
        }

        /**
         * Sets what an undo or redo may delete.
         *
         * @param filter not null; by default everything
         * @return this builder
         */
        public Builder deleteFilter(DeleteFilter filter) {
            deleteFilter = Objects.requireNonNull(filter, "filter");
            return this;
        }

        /**
         * Sets whether the old value of a key or attribute comes back even if another replica has set a newer one.
         *
         * @param ignore by default false: somebody else's value is never overwritten
         * @return this builder
         */
        public Builder ignoreRemoteMapChanges(boolean ignore) {
            ignoreRemoteMapChanges = ignore;
            return this;
        }

        /**
         * Sets the clock that the capture timeout is measured by.
         *
         * @param source not null; its milliseconds count
         * @return this builder
         */
        public Builder clock(InstantSource source) {
            clock = Objects.requireNonNull(source, "source");
            return this;
        }

        /**
         * Makes the options.
         *
         * @return the options
         */
        public UndoOptions build() {
            return new UndoOptions(this);
        }
    }
}
