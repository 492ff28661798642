package dev.collab4j.hub;

/** How much of what the hub takes. All limits are on by default. Immutable. */
public final class Limits {

    /** The default of {@link #maxFrameBytes}: 16 MiB. */
    public static final int DEFAULT_MAX_FRAME_BYTES = 16 << 20;
    /** The default of {@link #maxUpdateBytes}: 8 MiB. */
    public static final int DEFAULT_MAX_UPDATE_BYTES = 8 << 20;
    /** The default of {@link #maxDocumentBytes}: 64 MiB. */
    public static final long DEFAULT_MAX_DOCUMENT_BYTES = 64 << 20;
    /** The default of {@link #maxPresenceBytes}: 64 KiB. */
    public static final int DEFAULT_MAX_PRESENCE_BYTES = 64 << 10;
    /** The default of {@link #maxPresencesPerSession}: 32. */
    public static final int DEFAULT_MAX_PRESENCES_PER_SESSION = 32;
    /** The default of {@link #maxRoomsPerConnection}: 100. */
    public static final int DEFAULT_MAX_ROOMS_PER_CONNECTION = 100;
    /** The default of {@link #maxMessagesPerSecond}: 10,000. */
    public static final int DEFAULT_MAX_MESSAGES_PER_SECOND = 10_000;
    /** The default of {@link #maxBytesPerSecond}: 32 MiB. */
    public static final int DEFAULT_MAX_BYTES_PER_SECOND = 32 << 20;
    /** The default of {@link #maxSessionsPerUser}: 200. */
    public static final int DEFAULT_MAX_SESSIONS_PER_USER = 200;
    /** The default of {@link #maxSessionsPerWorkspace}: 10,000. */
    public static final int DEFAULT_MAX_SESSIONS_PER_WORKSPACE = 10_000;
    /** The default of {@link #maxUnauthenticatedPerAddress}: 256. */
    public static final int DEFAULT_MAX_UNAUTHENTICATED_PER_ADDRESS = 256;
    /** The default of {@link #maxUnprocessedBytes}: 32 KiB. */
    public static final int DEFAULT_MAX_UNPROCESSED_BYTES = 32 << 10;
    /** The default of {@link #maxBytesBeforeAuthentication}: 8 KiB. */
    public static final int DEFAULT_MAX_BYTES_BEFORE_AUTHENTICATION = 8 << 10;
    /** The default of {@link #maxUnsavedBytes}: 16 MiB. */
    public static final long DEFAULT_MAX_UNSAVED_BYTES = 16 << 20;
    /** The default of {@link #maxUnsavedBytesPerWorkspace}: 32 MiB. */
    public static final long DEFAULT_MAX_UNSAVED_BYTES_PER_WORKSPACE = 32 << 20;
    /** The default of {@link #maxUnsavedBytesOfAllRooms}: 64 MiB. */
    public static final long DEFAULT_MAX_UNSAVED_BYTES_OF_ALL_ROOMS = 64 << 20;
    /** The default of {@link #maxIdleBytes}: 64 MiB. */
    public static final long DEFAULT_MAX_IDLE_BYTES = 64 << 20;

    private final int maxFrameBytes;
    private final int maxUpdateBytes;
    private final long maxDocumentBytes;
    private final int maxPresenceBytes;
    private final int maxPresencesPerSession;
    private final int maxRoomsPerConnection;
    private final int maxMessagesPerSecond;
    private final int maxBytesPerSecond;
    private final int maxSessionsPerUser;
    private final int maxSessionsPerWorkspace;
    private final int maxUnauthenticatedPerAddress;
    private final int maxUnprocessedBytes;
    private final int maxBytesBeforeAuthentication;
    private final long maxUnsavedBytes;
    private final long maxUnsavedBytesPerWorkspace;
    private final long maxUnsavedBytesOfAllRooms;
    private final long maxIdleBytes;

    private Limits(Builder builder) {
        this.maxFrameBytes = builder.maxFrameBytes;
        this.maxUpdateBytes = builder.maxUpdateBytes;
        this.maxDocumentBytes = builder.maxDocumentBytes;
        this.maxPresenceBytes = builder.maxPresenceBytes;
        this.maxPresencesPerSession = builder.maxPresencesPerSession;
        this.maxRoomsPerConnection = builder.maxRoomsPerConnection;
        this.maxMessagesPerSecond = builder.maxMessagesPerSecond;
        this.maxBytesPerSecond = builder.maxBytesPerSecond;
        this.maxSessionsPerUser = builder.maxSessionsPerUser;
        this.maxSessionsPerWorkspace = builder.maxSessionsPerWorkspace;
        this.maxUnauthenticatedPerAddress = builder.maxUnauthenticatedPerAddress;
        this.maxUnprocessedBytes = builder.maxUnprocessedBytes;
        this.maxBytesBeforeAuthentication = builder.maxBytesBeforeAuthentication;
        this.maxUnsavedBytes = builder.maxUnsavedBytes;
        this.maxUnsavedBytesPerWorkspace = builder.maxUnsavedBytesPerWorkspace;
        this.maxUnsavedBytesOfAllRooms = builder.maxUnsavedBytesOfAllRooms;
        this.maxIdleBytes = builder.maxIdleBytes;
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
     * @return the limits, not null
     */
    public static Limits defaults() {
        return builder().build();
    }

    /**
     * The largest message that a transport reads; a larger one closes with 4413, of a
     * HocuspocusProvider with 1009.
     *
     * @return the limit in bytes
     */
    public int maxFrameBytes() {
        return maxFrameBytes;
    }

    /**
     * The largest update from a client; a larger one closes with 4413, which a y-websocket client takes as permanent
     * (it would send the same again).
     *
     * @return the limit in bytes, at most {@link #maxFrameBytes}
     */
    public int maxUpdateBytes() {
        return maxUpdateBytes;
    }

    /**
     * The largest document, by its encoded size. In a larger one a client that adds something is closed with 4413 (a
     * HocuspocusProvider is denied) and has to load the document again; what only deletes is taken, so that it can get
     * smaller. Code of the application isn't limited.
     *
     * @return the limit in bytes
     */
    public long maxDocumentBytes() {
        return maxDocumentBytes;
    }

    /**
     * The largest presence message from a client; a larger one closes with 4413.
     *
     * @return the limit in bytes
     */
    public int maxPresenceBytes() {
        return maxPresenceBytes;
    }

    /**
     * How many presence states one session may hold; others are dropped.
     *
     * @return the limit
     */
    public int maxPresencesPerSession() {
        return maxPresencesPerSession;
    }

    /**
     * How many documents a connection may have open; those beyond it are denied, and the others go on.
     *
     * @return the limit
     */
    public int maxRoomsPerConnection() {
        return maxRoomsPerConnection;
    }

    /**
     * How many messages a connection may send a second, with a second's worth at once. Beyond it the connection is read
     * so much more slowly.
     *
     * @return the limit
     */
    public int maxMessagesPerSecond() {
        return maxMessagesPerSecond;
    }

    /**
     * How many bytes a connection may send a second, with a second's worth at once. Beyond it the connection is read so
     * much more slowly.
     *
     * @return the limit
     */
    public int maxBytesPerSecond() {
        return maxBytesPerSecond;
    }

    /**
     * How many documents a user may have open at the same time, on this hub; those beyond it are refused (4429, a
     * HocuspocusProvider is denied). Users without a name aren't counted.
     *
     * @return the limit
     */
    public int maxSessionsPerUser() {
        return maxSessionsPerUser;
    }

    /**
     * How many documents may be open at the same time in all rooms of a {@linkplain Workspaces workspace}, on this hub; those
     * beyond it are refused (4429, a HocuspocusProvider is denied).
     *
     * @return the limit
     */
    public int maxSessionsPerWorkspace() {
        return maxSessionsPerWorkspace;
    }

    /**
     * How many connections of one address may wait to be authenticated; those beyond it are refused with HTTP 429.
     * Behind a proxy all have the address of the proxy, so set it higher there, and limit addresses at the proxy.
     *
     * @return the limit
     */
    public int maxUnauthenticatedPerAddress() {
        return maxUnauthenticatedPerAddress;
    }

    /**
     * How many bytes of a connection may wait for its rooms, with 512 bytes for each message besides its own; beyond it the
     * transport stops reading from that client until half of them are processed. A larger message waits alone.
     *
     * @return the limit in bytes
     */
    public int maxUnprocessedBytes() {
        return maxUnprocessedBytes;
    }

    /**
     * How many bytes a connection may have waiting before one of its documents is open to it, with the headers of its
     * request, for which up to three quarters of it are taken off. Beyond it nothing more is read until then; presence and
     * questions above it are not kept, as the client sends or gets them again.
     *
     * @return the limit in bytes
     */
    public int maxBytesBeforeAuthentication() {
        return maxBytesBeforeAuthentication;
    }

    /**
     * How many bytes of updates of a room may wait for a store that is slow or fails, with 200 bytes for each update besides its
     * own; an update that would go beyond isn't taken, unless nothing else waits. Then the room is read-only until no more than
     * half of it waits, and asks its clients for what it did not take.
     *
     * @return the limit in bytes
     */
    public long maxUnsavedBytes() {
        return maxUnsavedBytes;
    }

    /**
     * As {@link #maxUnsavedBytes}, for all rooms of a {@linkplain Workspaces workspace} together: so one that floods a store
     * which is slow leaves room for the others.
     *
     * @return the limit in bytes
     */
    public long maxUnsavedBytesPerWorkspace() {
        return maxUnsavedBytesPerWorkspace;
    }

    /**
     * As {@link #maxUnsavedBytes}, for all rooms together.
     *
     * @return the limit in bytes
     */
    public long maxUnsavedBytesOfAllRooms() {
        return maxUnsavedBytesOfAllRooms;
    }

    /**
     * How many bytes rooms may take that nobody uses; those leave first that were visited least of late. A document that
     * is still loaded ({@link HubOptions#keepLoadedFor}) counts by its encoded size.
     *
     * @return the limit in bytes
     */
    public long maxIdleBytes() {
        return maxIdleBytes;
    }

    /** Builds {@link Limits}. Not thread-safe. */
    public static final class Builder {

        private int maxFrameBytes = DEFAULT_MAX_FRAME_BYTES;
        private int maxUpdateBytes = DEFAULT_MAX_UPDATE_BYTES;
        private long maxDocumentBytes = DEFAULT_MAX_DOCUMENT_BYTES;
        private int maxPresenceBytes = DEFAULT_MAX_PRESENCE_BYTES;
        private int maxPresencesPerSession = DEFAULT_MAX_PRESENCES_PER_SESSION;
        private int maxRoomsPerConnection = DEFAULT_MAX_ROOMS_PER_CONNECTION;
        private int maxMessagesPerSecond = DEFAULT_MAX_MESSAGES_PER_SECOND;
        private int maxBytesPerSecond = DEFAULT_MAX_BYTES_PER_SECOND;
        private int maxSessionsPerUser = DEFAULT_MAX_SESSIONS_PER_USER;
        private int maxSessionsPerWorkspace = DEFAULT_MAX_SESSIONS_PER_WORKSPACE;
        private int maxUnauthenticatedPerAddress = DEFAULT_MAX_UNAUTHENTICATED_PER_ADDRESS;
        private int maxUnprocessedBytes = DEFAULT_MAX_UNPROCESSED_BYTES;
        private int maxBytesBeforeAuthentication = DEFAULT_MAX_BYTES_BEFORE_AUTHENTICATION;
        private long maxUnsavedBytes = DEFAULT_MAX_UNSAVED_BYTES;
        private long maxUnsavedBytesPerWorkspace = DEFAULT_MAX_UNSAVED_BYTES_PER_WORKSPACE;
        private long maxUnsavedBytesOfAllRooms = DEFAULT_MAX_UNSAVED_BYTES_OF_ALL_ROOMS;
        private long maxIdleBytes = DEFAULT_MAX_IDLE_BYTES;

        private Builder() {}

        /**
         * Sets {@link Limits#maxFrameBytes}.
         *
         * @param bytes positive
         * @return this builder
         */
        public Builder maxFrameBytes(int bytes) {
            this.maxFrameBytes = bytes;
            return this;
        }

        /**
         * Sets {@link Limits#maxUpdateBytes}.
         *
         * @param bytes positive, at most {@code maxFrameBytes}
         * @return this builder
         */
        public Builder maxUpdateBytes(int bytes) {
            this.maxUpdateBytes = bytes;
            return this;
        }

        /**
         * Sets {@link Limits#maxDocumentBytes}.
         *
         * @param bytes positive
         * @return this builder
         */
        public Builder maxDocumentBytes(long bytes) {
            this.maxDocumentBytes = bytes;
            return this;
        }

        /**
         * Sets {@link Limits#maxPresenceBytes}.
         *
         * @param bytes positive
         * @return this builder
         */
        public Builder maxPresenceBytes(int bytes) {
            this.maxPresenceBytes = bytes;
            return this;
        }

        /**
         * Sets {@link Limits#maxPresencesPerSession}.
         *
         * @param count positive
         * @return this builder
         */
        public Builder maxPresencesPerSession(int count) {
            this.maxPresencesPerSession = count;
            return this;
        }

        /**
         * Sets {@link Limits#maxRoomsPerConnection}.
         *
         * @param count positive
         * @return this builder
         */
        public Builder maxRoomsPerConnection(int count) {
            this.maxRoomsPerConnection = count;
            return this;
        }

        /**
         * Sets {@link Limits#maxMessagesPerSecond}.
         *
         * @param count positive
         * @return this builder
         */
        public Builder maxMessagesPerSecond(int count) {
            this.maxMessagesPerSecond = count;
            return this;
        }

        /**
         * Sets {@link Limits#maxBytesPerSecond}.
         *
         * @param bytes positive
         * @return this builder
         */
        public Builder maxBytesPerSecond(int bytes) {
            this.maxBytesPerSecond = bytes;
            return this;
        }

        /**
         * Sets {@link Limits#maxSessionsPerUser}.
         *
         * @param count positive
         * @return this builder
         */
        public Builder maxSessionsPerUser(int count) {
            this.maxSessionsPerUser = count;
            return this;
        }

        /**
         * Sets {@link Limits#maxSessionsPerWorkspace}.
         *
         * @param count positive
         * @return this builder
         */
        public Builder maxSessionsPerWorkspace(int count) {
            this.maxSessionsPerWorkspace = count;
            return this;
        }

        /**
         * Sets {@link Limits#maxUnauthenticatedPerAddress}.
         *
         * @param count positive
         * @return this builder
         */
        public Builder maxUnauthenticatedPerAddress(int count) {
            this.maxUnauthenticatedPerAddress = count;
            return this;
        }

        /**
         * Sets {@link Limits#maxUnprocessedBytes}.
         *
         * @param bytes positive
         * @return this builder
         */
        public Builder maxUnprocessedBytes(int bytes) {
            this.maxUnprocessedBytes = bytes;
            return this;
        }

        /**
         * Sets {@link Limits#maxBytesBeforeAuthentication}.
         *
         * @param bytes positive
         * @return this builder
         */
        public Builder maxBytesBeforeAuthentication(int bytes) {
            this.maxBytesBeforeAuthentication = bytes;
            return this;
        }

        /**
         * Sets {@link Limits#maxUnsavedBytes}.
         *
         * @param bytes positive
         * @return this builder
         */
        public Builder maxUnsavedBytes(long bytes) {
            this.maxUnsavedBytes = bytes;
            return this;
        }

        /**
         * Sets {@link Limits#maxUnsavedBytesPerWorkspace}.
         *
         * @param bytes positive
         * @return this builder
         */
        public Builder maxUnsavedBytesPerWorkspace(long bytes) {
            this.maxUnsavedBytesPerWorkspace = bytes;
            return this;
        }

        /**
         * Sets {@link Limits#maxUnsavedBytesOfAllRooms}.
         *
         * @param bytes positive
         * @return this builder
         */
        public Builder maxUnsavedBytesOfAllRooms(long bytes) {
            this.maxUnsavedBytesOfAllRooms = bytes;
            return this;
        }

        /**
         * Sets {@link Limits#maxIdleBytes}.
         *
         * @param bytes positive
         * @return this builder
         */
        public Builder maxIdleBytes(long bytes) {
            this.maxIdleBytes = bytes;
            return this;
        }

        /**
         * Builds the limits.
         *
         * @return the limits, not null
         * @throws IllegalArgumentException naming the limit that is out of bounds
         */
        public Limits build() {
            positive("maxFrameBytes", maxFrameBytes);
            positive("maxUpdateBytes", maxUpdateBytes);
            positive("maxDocumentBytes", maxDocumentBytes);
            positive("maxPresenceBytes", maxPresenceBytes);
            positive("maxPresencesPerSession", maxPresencesPerSession);
            positive("maxRoomsPerConnection", maxRoomsPerConnection);
            positive("maxMessagesPerSecond", maxMessagesPerSecond);
            positive("maxBytesPerSecond", maxBytesPerSecond);
            positive("maxSessionsPerUser", maxSessionsPerUser);
            positive("maxSessionsPerWorkspace", maxSessionsPerWorkspace);
            positive("maxUnauthenticatedPerAddress", maxUnauthenticatedPerAddress);
            positive("maxUnprocessedBytes", maxUnprocessedBytes);
            positive("maxBytesBeforeAuthentication", maxBytesBeforeAuthentication);
            positive("maxUnsavedBytes", maxUnsavedBytes);
            positive("maxUnsavedBytesPerWorkspace", maxUnsavedBytesPerWorkspace);
            positive("maxUnsavedBytesOfAllRooms", maxUnsavedBytesOfAllRooms);
            positive("maxIdleBytes", maxIdleBytes);
            if (maxUpdateBytes > maxFrameBytes) {
                throw new IllegalArgumentException(
                        "maxUpdateBytes " + maxUpdateBytes + " is above maxFrameBytes " + maxFrameBytes);
            }
            return new Limits(this);
        }

        private static void positive(String name, long value) {
            if (value <= 0) {
                throw new IllegalArgumentException(name + " is " + value + ", not positive");
            }
        }
    }
}
