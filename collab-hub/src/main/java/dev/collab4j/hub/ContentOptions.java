package dev.collab4j.hub;

import dev.collab4j.core.Doc;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;

/** When a {@link ContentHook} is called, and with which roots. Immutable. */
public final class ContentOptions {

    /** The default of {@link #interval}: 2 s. */
    public static final Duration DEFAULT_INTERVAL = Duration.ofSeconds(2);
    /** The default of {@link #maxDelay}: 10 s. */
    public static final Duration DEFAULT_MAX_DELAY = Duration.ofSeconds(10);
    /** The default of {@link #timeout}: 30 s. */
    public static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(30);
    /** The default of {@link #threads}: 4. */
    public static final int DEFAULT_THREADS = 4;

    private final Duration interval;
    private final Duration maxDelay;
    private final Duration timeout;
    private final int threads;
    private final Map<String, Consumer<Doc>> roots;

    private ContentOptions(Builder builder) {
        this.interval = builder.interval;
        this.maxDelay = builder.maxDelay;
        this.timeout = builder.timeout;
        this.threads = builder.threads;
        this.roots = new LinkedHashMap<>(builder.roots);
    }

    /**
     * Begins with the defaults, and without roots.
     *
     * @return a builder, not null
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * The defaults, without roots.
     *
     * @return the options, not null
     */
    public static ContentOptions defaults() {
        return builder().build();
    }

    /**
     * How long a room has to be quiet before its content is handed over.
     *
     * @return the time
     */
    public Duration interval() {
        return interval;
    }

    /**
     * How long the content of a room that isn't quiet may wait, from the first change that was not handed over.
     *
     * @return the time, at least {@link #interval}
     */
    public Duration maxDelay() {
        return maxDelay;
    }

    /**
     * How long a call may take; then its thread is interrupted. One that goes on all the same keeps its thread.
     *
     * @return the time
     */
    public Duration timeout() {
        return timeout;
    }

    /**
     * How many calls may run at a time.
     *
     * @return the number of threads of the hub's blocking executor
     */
    public int threads() {
        return threads;
    }

    void nameRoots(Doc doc) {
        roots.values().forEach(root -> root.accept(doc));
    }

    /** Builds {@link ContentOptions}. Not thread-safe. */
    public static final class Builder {

        private Duration interval = DEFAULT_INTERVAL;
        private Duration maxDelay = DEFAULT_MAX_DELAY;
        private Duration timeout = DEFAULT_TIMEOUT;
        private int threads = DEFAULT_THREADS;
        private final Map<String, Consumer<Doc>> roots = new LinkedHashMap<>();

        private Builder() {}

        /**
         * Sets {@link ContentOptions#interval}.
         *
         * @param time not negative, not null
         * @return this builder
         */
        public Builder interval(Duration time) {
            this.interval = Objects.requireNonNull(time, "interval");
            return this;
        }

        /**
         * Sets {@link ContentOptions#maxDelay}.
         *
         * @param time at least {@code interval}, not null
         * @return this builder
         */
        public Builder maxDelay(Duration time) {
            this.maxDelay = Objects.requireNonNull(time, "maxDelay");
            return this;
        }

        /**
         * Sets {@link ContentOptions#timeout}.
         *
         * @param time positive, not null
         * @return this builder
         */
        public Builder timeout(Duration time) {
            this.timeout = Objects.requireNonNull(time, "timeout");
            return this;
        }

        /**
         * Sets {@link ContentOptions#threads}.
         *
         * @param number positive
         * @return this builder
         */
        public Builder threads(int number) {
            this.threads = number;
            return this;
        }

        /**
         * Names a root that is a text, for {@link RoomContent#toJson}. Of two roots of one name the last counts.
         *
         * @param name of the root, not null
         * @return this builder
         */
        public Builder text(String name) {
            return root(name, doc -> doc.getText(name));
        }

        /**
         * Names a root that is an array.
         *
         * @param name of the root, not null
         * @return this builder
         */
        public Builder array(String name) {
            return root(name, doc -> doc.getArray(name));
        }

        /**
         * Names a root that is a map.
         *
         * @param name of the root, not null
         * @return this builder
         */
        public Builder map(String name) {
            return root(name, doc -> doc.getMap(name));
        }

        /**
         * Names a root that is an XML fragment, such as the document of an editor.
         *
         * @param name of the root, not null
         * @return this builder
         */
        public Builder xmlFragment(String name) {
            return root(name, doc -> doc.getXmlFragment(name));
        }

        private Builder root(String name, Consumer<Doc> root) {
            roots.put(Objects.requireNonNull(name, "name"), root);
            return this;
        }

        /**
         * Builds the options.
         *
         * @return the options, not null
         * @throws IllegalArgumentException naming the option that is out of bounds
         */
        public ContentOptions build() {
            check(!interval.isNegative(), "interval", interval);
            check(maxDelay.compareTo(interval) >= 0, "maxDelay", maxDelay);
            check(!timeout.isNegative() && !timeout.isZero(), "timeout", timeout);
            check(threads > 0, "threads", threads);
            return new ContentOptions(this);
        }

        private static void check(boolean holds, String name, Object value) {
            if (!holds) {
                throw new IllegalArgumentException(name + " is out of bounds: " + value);
            }
        }
    }
}
