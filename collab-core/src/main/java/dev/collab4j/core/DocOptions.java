package dev.collab4j.core;

import dev.collab4j.core.internal.edit.Values;
import dev.collab4j.core.internal.lib0.ByteReader;
import dev.collab4j.core.internal.store.ClientIds;
import dev.collab4j.core.internal.store.StructStore;
import dev.collab4j.core.internal.store.SubDocument;
import java.time.InstantSource;
import java.util.Objects;
import java.util.UUID;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** How a {@link Doc} is made. Immutable and thread-safe. */
public final class DocOptions {
    /** Deleted content is collected unless said otherwise. */
    public static final boolean DEFAULT_GC = true;

    /** Documents inside documents are loaded when somebody asks for it unless said otherwise. */
    public static final boolean DEFAULT_AUTO_LOAD = false;

    /** A document that was made here is wanted here unless said otherwise. */
    public static final boolean DEFAULT_SHOULD_LOAD = true;

    private final @Nullable Long clientId;
    private final @Nullable LongSupplier clientIds;
    private @Nullable String guid;
    private final boolean gc;
    private final @Nullable GcFilter gcFilter;
    private final boolean autoLoad;
    private final boolean shouldLoad;
    private final @Nullable Object meta;
    private final InstantSource clock;

    private DocOptions(Builder builder) {
        clientId = builder.clientId;
        clientIds = builder.clientIds;
        guid = builder.guid;
        gc = builder.gc;
        gcFilter = builder.gcFilter;
        autoLoad = builder.autoLoad;
        shouldLoad = builder.shouldLoad;
        meta = builder.meta;
        clock = builder.clock;
    }

    /** The options of a document inside one that has these. */
    DocOptions of(SubDocument stored, long currentClientId) {
        Builder inner = builder().clock(clock).guid(stored.guid).gc(stored.gc);
        inner.clientIds = clientIds;
        inner.clientId(stored.clientId == null ? currentClientId : stored.clientId);
        inner.autoLoad(stored.autoLoad).shouldLoad(stored.shouldLoad);
        inner.meta = stored.meta;
        return inner.build();
    }

    /**
     * Starts with the defaults: random client ids, a random guid, collection on.
     *
     * @return a new builder
     */
    public static Builder builder() {
        return new Builder();
    }

    /** The id that a document starts with; a random one is drawn when it is needed. */
    long firstClientId() {
        if (clientId != null) {
            return checked(clientId);
        }
        return clientIds == null ? StructStore.NO_CLIENT : nextClientId();
    }

    /** An id for a document whose own one is taken. */
    long nextClientId() {
        return clientIds == null ? ClientIds.random() : checked(clientIds.getAsLong());
    }

    private static long checked(long id) {
        if (id < 0 || id > ByteReader.MAX_SAFE_INTEGER) {
            throw new IllegalArgumentException("clientId must be between 0 and 2^53 - 1: " + id);
        }
        return id;
    }

    /** A random one is drawn when somebody asks: a document that is only read shouldn't wait for a {@code SecureRandom}. */
    synchronized String guid() {
        if (guid == null) {
            guid = UUID.randomUUID().toString();
        }
        return guid;
    }

    boolean gc() {
        return gc;
    }

    /** Null if all may be collected. */
    @Nullable
    GcFilter gcFilter() {
        return gcFilter;
    }

    boolean autoLoad() {
        return autoLoad;
    }

    boolean shouldLoad() {
        return shouldLoad;
    }

    /** As it is stored: whoever hands it out makes a copy. */
    @Nullable
    Object meta() {
        return meta;
    }

    InstantSource clock() {
        return clock;
    }

    /** Collects options. Not thread-safe. */
    public static final class Builder {
        private @Nullable Long clientId;
        private @Nullable LongSupplier clientIds;
        private @Nullable String guid;
        private boolean gc = DEFAULT_GC;
        private @Nullable GcFilter gcFilter;
        private boolean autoLoad = DEFAULT_AUTO_LOAD;
        private boolean shouldLoad = DEFAULT_SHOULD_LOAD;
        private @Nullable Object meta;
        private InstantSource clock = InstantSource.system();

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
         * Sets what decides, where content is forgotten at all, which one may be. A document that was made for one
         * inside another one has no filter, as in Yjs.
         *
         * @param gcFilter not null; by default all may be forgotten
         * @return this builder
         */
        public Builder gcFilter(GcFilter gcFilter) {
            this.gcFilter = Objects.requireNonNull(gcFilter, "gcFilter");
            return this;
        }

        /**
         * Sets whether, as a document inside another one, it is to be loaded at once, here and at all others.
         *
         * @param autoLoad false by default
         * @return this builder
         */
        public Builder autoLoad(boolean autoLoad) {
            this.autoLoad = autoLoad;
            return this;
        }

        /**
         * Sets whether somebody wants the content already; {@link Doc#load} says so later.
         *
         * @param shouldLoad true by default
         * @return this builder
         */
        public Builder shouldLoad(boolean shouldLoad) {
            this.shouldLoad = shouldLoad;
            return this;
        }

        /**
         * Sets what the application wants to say of the document. As a document inside another one it is stored there,
         * for all to see.
         *
         * @param meta a value as for {@link YMap#set}, copied; null by default
         * @return this builder
         * @throws IllegalArgumentException if the value can't be stored
         */
        public Builder meta(@Nullable Object meta) {
            Object copy = Values.entry(meta);
            this.meta = copy == Undefined.INSTANCE ? null : copy;
            return this;
        }

        /**
         * Sets the clock that tells since when something waits, see {@link Doc#pending}.
         *
         * @param clock not null; by default that of the system
         * @return this builder
         */
        public Builder clock(InstantSource clock) {
            this.clock = Objects.requireNonNull(clock, "clock");
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
