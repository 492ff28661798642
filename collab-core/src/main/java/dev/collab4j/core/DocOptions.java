package dev.collab4j.core;

import dev.collab4j.core.internal.lib0.ByteReader;
import java.security.SecureRandom;
import java.util.Objects;
import java.util.UUID;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** How a {@link Doc} is made. Immutable and thread-safe. */
public final class DocOptions {
    /** Deleted content is collected unless said otherwise. */
    public static final boolean DEFAULT_GC = true;

    private static final SecureRandom RANDOM = new SecureRandom();

    private final @Nullable Long clientId;
    private final LongSupplier clientIds;
    private final String guid;
    private final boolean gc;

    private DocOptions(Builder builder) {
        clientId = builder.clientId;
        clientIds = builder.clientIds;
        guid = builder.guid == null ? UUID.randomUUID().toString() : builder.guid;
        gc = builder.gc;
    }

    /**
     * Starts with the defaults: random client ids, a random guid, collection on.
     *
     * @return a new builder
     */
    public static Builder builder() {
        return new Builder();
    }

    /** The id that a document starts with. */
    long firstClientId() {
        return clientId == null ? nextClientId() : checked(clientId);
    }

    /** An id for a document whose own one is taken. */
    long nextClientId() {
        return checked(clientIds.getAsLong());
    }

    private static long checked(long id) {
        if (id < 0 || id > ByteReader.MAX_SAFE_INTEGER) {
            throw new IllegalArgumentException("clientId must be between 0 and 2^53 - 1: " + id);
        }
        return id;
    }

    String guid() {
        return guid;
    }

    boolean gc() {
        return gc;
    }

    /** Collects options. Not thread-safe. */
    public static final class Builder {
        private @Nullable Long clientId;
        private LongSupplier clientIds = () -> Integer.toUnsignedLong(RANDOM.nextInt());
        private @Nullable String guid;
        private boolean gc = DEFAULT_GC;

        private Builder() {}

        /**
         * Sets the id that all edits of this document carry. Two documents that write under one id at the same time
         * diverge for good: give fixed ids in tests only. When an update from outside writes under this id, the
         * document goes on with a random one.
         *
         * @param clientId from 0 to 2^53 - 1
         * @return this builder
         */
        public Builder clientId(long clientId) {
            this.clientId = clientId;
            return this;
        }

        /**
         * Sets where client ids come from; asked once for each document, and again when another replica turns out to
         * use the same one. By default random 32-bit numbers, as in Yjs.
         *
         * @param source returns ids from 0 to 2^53 - 1; not null
         * @return this builder
         */
        public Builder clientIds(LongSupplier source) {
            clientIds = Objects.requireNonNull(source, "source");
            return this;
        }

        /**
         * Sets the name that tells this document from others.
         *
         * @param guid not null; by default a random UUID
         * @return this builder
         */
        public Builder guid(String guid) {
            this.guid = Objects.requireNonNull(guid, "guid");
            return this;
        }

        /**
         * Sets whether the content of what was deleted is forgotten.
         *
         * @param gc true by default
         * @return this builder
         */
        public Builder gc(boolean gc) {
            this.gc = gc;
            return this;
        }

        /**
         * Makes the options.
         *
         * @return the options
         */
        public DocOptions build() {
            return new DocOptions(this);
        }
    }
}
