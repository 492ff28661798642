package dev.collab4j.hub;

import java.time.Duration;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;

/** How the hub goes about its work. Immutable. */
public final class HubOptions {

    /** The default of {@link #idleTimeout}: 60 s. */
    public static final Duration DEFAULT_IDLE_TIMEOUT = Duration.ofSeconds(60);
    /** The default of {@link #keepLoadedFor}: 5 s. */
    public static final Duration DEFAULT_KEEP_LOADED_FOR = Duration.ofSeconds(5);
    /** The default of {@link #joinTimeout}: 30 s. */
    public static final Duration DEFAULT_JOIN_TIMEOUT = Duration.ofSeconds(30);
    /** The default of {@link #authenticationTimeout}: 10 s. */
    public static final Duration DEFAULT_AUTHENTICATION_TIMEOUT = Duration.ofSeconds(10);
    /** The default of {@link #presenceGrace}: 3 s. */
    public static final Duration DEFAULT_PRESENCE_GRACE = Duration.ofSeconds(3);
    /** The default of {@link #repairInterval}: 10 s. */
    public static final Duration DEFAULT_REPAIR_INTERVAL = Duration.ofSeconds(10);
    /** The default of {@link #subscribeTimeout}: 5 s. */
    public static final Duration DEFAULT_SUBSCRIBE_TIMEOUT = Duration.ofSeconds(5);
    /** The default of {@link #minRetryDelay}: 100 ms. */
    public static final Duration DEFAULT_MIN_RETRY_DELAY = Duration.ofMillis(100);
    /** The default of {@link #maxRetryDelay}: 1 s. */
    public static final Duration DEFAULT_MAX_RETRY_DELAY = Duration.ofSeconds(1);
    /** The default of {@link #targetDelay}: 5 ms. */
    public static final Duration DEFAULT_TARGET_DELAY = Duration.ofMillis(5);
    /** The default of {@link #compactAfterUpdates}: 200. */
    public static final int DEFAULT_COMPACT_AFTER_UPDATES = 200;
    /** The default of {@link #compactAfterBytes}: 256 KiB. */
    public static final long DEFAULT_COMPACT_AFTER_BYTES = 256 << 10;

    /** The default of {@link #maxQueuedEvents}: 10,000. */
    public static final int DEFAULT_MAX_QUEUED_EVENTS = 10_000;

    private final Duration idleTimeout;
    private final Duration keepLoadedFor;
    private final Duration joinTimeout;
    private final Duration authenticationTimeout;
    private final Duration presenceGrace;
    private final Duration repairInterval;
    private final Duration subscribeTimeout;
    private final Duration minRetryDelay;
    private final Duration maxRetryDelay;
    private final Duration targetDelay;
    private final int compactAfterUpdates;
    private final long compactAfterBytes;
    private final int maxQueuedEvents;
    private final Set<String> allowedOrigins;

    private HubOptions(Builder builder) {
        this.idleTimeout = builder.idleTimeout;
        this.keepLoadedFor = builder.keepLoadedFor;
        this.joinTimeout = builder.joinTimeout;
        this.authenticationTimeout = builder.authenticationTimeout;
        this.presenceGrace = builder.presenceGrace;
        this.repairInterval = builder.repairInterval;
        this.subscribeTimeout = builder.subscribeTimeout;
        this.minRetryDelay = builder.minRetryDelay;
        this.maxRetryDelay = builder.maxRetryDelay;
        this.targetDelay = builder.targetDelay;
        this.compactAfterUpdates = builder.compactAfterUpdates;
        this.compactAfterBytes = builder.compactAfterBytes;
        this.maxQueuedEvents = builder.maxQueuedEvents;
        this.allowedOrigins = Set.copyOf(builder.allowedOrigins);
    }

    /**
     * Begins with the defaults.
     *
     * @return a builder, not null
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * The defaults.
     *
     * @return the options, not null
     */
    public static HubOptions defaults() {
        return builder().build();
    }

    /**
     * How long a room that nobody uses stays in memory, unless {@link Limits#maxIdleBytes} makes it leave before.
     *
     * @return the time
     */
    public Duration idleTimeout() {
        return idleTimeout;
    }

    /**
     * How long a room that nobody uses keeps its document loaded. After that only its bytes stay, which take a fraction of the
     * memory; whoever comes then waits until they are decoded, not for the store. Zero: not at all; more than
     * {@link #idleTimeout}: until the room leaves.
     *
     * @return the time
     */
    public Duration keepLoadedFor() {
        return keepLoadedFor;
    }

    /**
     * How long a client waits for the authenticator and the load of its room; then it is told to try again later.
     *
     * @return the time
     */
    public Duration joinTimeout() {
        return joinTimeout;
    }

    /**
     * How long a connection may take to say which document it is for; then it is closed with 4408.
     *
     * @return the time
     */
    public Duration authenticationTimeout() {
        return authenticationTimeout;
    }

    /**
     * How long the presence of a client whose connection broke is kept, so that nobody sees it go when it comes back.
     *
     * @return the time
     */
    public Duration presenceGrace() {
        return presenceGrace;
    }

    /**
     * How often hubs that share a room compare what they have; what the bus loses is repaired within it.
     *
     * @return the time
     */
    public Duration repairInterval() {
        return repairInterval;
    }

    /**
     * How long a room waits for its subscription to the bus before it loads without one.
     *
     * @return the time
     */
    public Duration subscribeTimeout() {
        return subscribeTimeout;
    }

    /**
     * The pause after the first failure of the store; it doubles with each further one.
     *
     * @return the time
     */
    public Duration minRetryDelay() {
        return minRetryDelay;
    }

    /**
     * The longest pause between two attempts to store.
     *
     * @return the time, at least {@link #minRetryDelay}
     */
    public Duration maxRetryDelay() {
        return maxRetryDelay;
    }

    /**
     * How long messages may wait for their rooms. When even the least of a tenth of a second waits a fifth of it,
     * cursors move less often. When it waits longer the hub does without more: from four times as long on it merges
     * more, from 8 times on those who want into a room wait, from 12 times on new connections are closed with 1013, and
     * from 20 times on connections are read no faster than their rooms get along. No edit that was taken is dropped.
     *
     * @return the time
     */
    public Duration targetDelay() {
        return targetDelay;
    }

    /**
     * After how many stored updates a new snapshot takes their place.
     *
     * @return the number
     */
    public int compactAfterUpdates() {
        return compactAfterUpdates;
    }

    /**
     * After how many bytes of stored updates a new snapshot takes their place.
     *
     * @return the bytes
     */
    public long compactAfterBytes() {
        return compactAfterBytes;
    }

    /**
     * How many updates wait for the {@link HubListener}, in all its lanes; those that come after that it isn't told of.
     *
     * @return the number
     */
    public int maxQueuedEvents() {
        return maxQueuedEvents;
    }

    /**
     * Origins that may connect besides the server's own, such as {@code https://app.example.org}.
     *
     * @return the origins, unmodifiable, not null
     */
    public Set<String> allowedOrigins() {
        return allowedOrigins;
    }

    /** Builds {@link HubOptions}. Not thread-safe. */
    public static final class Builder {

        private final Set<String> allowedOrigins = new HashSet<>();
        private Duration idleTimeout = DEFAULT_IDLE_TIMEOUT;
        private Duration keepLoadedFor = DEFAULT_KEEP_LOADED_FOR;
        private Duration joinTimeout = DEFAULT_JOIN_TIMEOUT;
        private Duration authenticationTimeout = DEFAULT_AUTHENTICATION_TIMEOUT;
        private Duration presenceGrace = DEFAULT_PRESENCE_GRACE;
        private Duration repairInterval = DEFAULT_REPAIR_INTERVAL;
        private Duration subscribeTimeout = DEFAULT_SUBSCRIBE_TIMEOUT;
        private Duration minRetryDelay = DEFAULT_MIN_RETRY_DELAY;
        private Duration maxRetryDelay = DEFAULT_MAX_RETRY_DELAY;
        private Duration targetDelay = DEFAULT_TARGET_DELAY;
        private int compactAfterUpdates = DEFAULT_COMPACT_AFTER_UPDATES;
        private long compactAfterBytes = DEFAULT_COMPACT_AFTER_BYTES;
        private int maxQueuedEvents = DEFAULT_MAX_QUEUED_EVENTS;

        private Builder() {}

        /**
         * Sets {@link HubOptions#idleTimeout}.
         *
         * @param time not negative, not null
         * @return this builder
         */
        public Builder idleTimeout(Duration time) {
            this.idleTimeout = time;
            return this;
        }

        /**
         * Sets {@link HubOptions#keepLoadedFor}.
         *
         * @param time not negative, not null
         * @return this builder
         */
        public Builder keepLoadedFor(Duration time) {
            this.keepLoadedFor = time;
            return this;
        }

        /**
         * Sets {@link HubOptions#joinTimeout}.
         *
         * @param time positive, not null
         * @return this builder
         */
        public Builder joinTimeout(Duration time) {
            this.joinTimeout = time;
            return this;
        }

        /**
         * Sets {@link HubOptions#authenticationTimeout}.
         *
         * @param time positive, not null
         * @return this builder
         */
        public Builder authenticationTimeout(Duration time) {
            this.authenticationTimeout = time;
            return this;
        }

        /**
         * Sets {@link HubOptions#presenceGrace}.
         *
         * @param time not negative, not null
         * @return this builder
         */
        public Builder presenceGrace(Duration time) {
            this.presenceGrace = time;
            return this;
        }

        /**
         * Sets {@link HubOptions#repairInterval}.
         *
         * @param time positive, not null
         * @return this builder
         */
        public Builder repairInterval(Duration time) {
            this.repairInterval = time;
            return this;
        }

        /**
         * Sets {@link HubOptions#subscribeTimeout}.
         *
         * @param time positive, not null
         * @return this builder
         */
        public Builder subscribeTimeout(Duration time) {
            this.subscribeTimeout = time;
            return this;
        }

        /**
         * Sets {@link HubOptions#minRetryDelay}.
         *
         * @param time positive, not null
         * @return this builder
         */
        public Builder minRetryDelay(Duration time) {
            this.minRetryDelay = time;
            return this;
        }

        /**
         * Sets {@link HubOptions#maxRetryDelay}.
         *
         * @param time at least {@code minRetryDelay}, not null
         * @return this builder
         */
        public Builder maxRetryDelay(Duration time) {
            this.maxRetryDelay = time;
            return this;
        }

        /**
         * Sets {@link HubOptions#targetDelay}.
         *
         * @param time positive, not null
         * @return this builder
         */
        public Builder targetDelay(Duration time) {
            this.targetDelay = time;
            return this;
        }

        /**
         * Sets {@link HubOptions#compactAfterUpdates}.
         *
         * @param updates positive
         * @return this builder
         */
        public Builder compactAfterUpdates(int updates) {
            this.compactAfterUpdates = updates;
            return this;
        }

        /**
         * Sets {@link HubOptions#compactAfterBytes}.
         *
         * @param bytes positive
         * @return this builder
         */
        public Builder compactAfterBytes(long bytes) {
            this.compactAfterBytes = bytes;
            return this;
        }

        /**
         * Sets {@link HubOptions#maxQueuedEvents}.
         *
         * @param updates positive
         * @return this builder
         */
        public Builder maxQueuedEvents(int updates) {
            this.maxQueuedEvents = updates;
            return this;
        }

        /**
         * Adds to {@link HubOptions#allowedOrigins}.
         *
         * @param origin scheme, host and port as a browser sends them, not null
         * @return this builder
         */
        public Builder allowOrigin(String origin) {
            allowedOrigins.add(Objects.requireNonNull(origin, "origin"));
            return this;
        }

        /**
         * Builds the options.
         *
         * @return the options, not null
         * @throws IllegalArgumentException naming the option that is out of bounds
         */
        public HubOptions build() {
            notNegative("idleTimeout", idleTimeout);
            notNegative("keepLoadedFor", keepLoadedFor);
            notNegative("presenceGrace", presenceGrace);
            positive("joinTimeout", joinTimeout);
            positive("authenticationTimeout", authenticationTimeout);
            positive("repairInterval", repairInterval);
            positive("subscribeTimeout", subscribeTimeout);
            positive("minRetryDelay", minRetryDelay);
            positive("targetDelay", targetDelay);
            check(maxRetryDelay.compareTo(minRetryDelay) >= 0, "maxRetryDelay", maxRetryDelay);
            check(compactAfterUpdates > 0, "compactAfterUpdates", compactAfterUpdates);
            check(compactAfterBytes > 0, "compactAfterBytes", compactAfterBytes);
            check(maxQueuedEvents > 0, "maxQueuedEvents", maxQueuedEvents);
            return new HubOptions(this);
        }

        private static void notNegative(String name, Duration value) {
            check(!value.isNegative(), name, value);
        }

        private static void positive(String name, Duration value) {
            check(!value.isNegative() && !value.isZero(), name, value);
        }

        private static void check(boolean holds, String name, Object value) {
            if (!holds) {
                throw new IllegalArgumentException(name + " is out of bounds: " + value);
            }
        }
    }
}
