package dev.collab4j.spi.storage;

import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One update as it is stored, with who made it and when. Immutable and thread-safe, as long as nobody writes to its bytes. */
public final class StoredUpdate {

    private final String document;
    private final long generation;
    private final UpdateId id;
    private final byte[] bytes;
    private final @Nullable String author;
    private final @Nullable String session;
    private final Instant at;

    private StoredUpdate(
            String document,
            long generation,
            UpdateId id,
            byte[] bytes,
            @Nullable String author,
            @Nullable String session,
            Instant at) {
        this.document = Objects.requireNonNull(document, "document");
        this.generation = generation;
        this.id = Objects.requireNonNull(id, "id");
        this.bytes = Objects.requireNonNull(bytes, "bytes");
        this.author = author;
        this.session = session;
        this.at = Objects.requireNonNull(at, "at");
    }

    /**
     * An update.
     *
     * @param document the document's name (S19), not null
     * @param generation the generation that it was made under, see {@link Head}
     * @param id what tells it from all others of the document, not null
     * @param bytes the opaque payload, kept without a copy: nobody may write to it any more; not null
     * @param author who made it, at most 255 UTF-8 bytes; null if unknown
     * @param session the session that it came from, at most 255 UTF-8 bytes; null if it came from none
     * @param at when it was accepted, kept to the millisecond, not null
     * @return the update, not null
     */
    public static StoredUpdate of(
            String document,
            long generation,
            UpdateId id,
            byte[] bytes,
            @Nullable String author,
            @Nullable String session,
            Instant at) {
        return new StoredUpdate(document, generation, id, bytes, author, session, at);
    }

    /**
     * The document.
     *
     * @return its name, not null
     */
    public String document() {
        return document;
    }

    /**
     * The generation that the update was made under.
     *
     * @return the generation
     */
    public long generation() {
        return generation;
    }

    /**
     * What tells the update from all others of the document.
     *
     * @return the id, not null
     */
    public UpdateId id() {
        return id;
    }

    /**
     * The opaque payload, not copied: don't write to it.
     *
     * @return the bytes, not null
     */
    public byte[] bytes() {
        return bytes;
    }

    /**
     * Who made it.
     *
     * @return the author, null if unknown
     */
    public @Nullable String author() {
        return author;
    }

    /**
     * The session that it came from.
     *
     * @return the session, null if it came from none
     */
    public @Nullable String session() {
        return session;
    }

    /**
     * When it was accepted.
     *
     * @return the time, not null
     */
    public Instant at() {
        return at;
    }

    @Override
    public String toString() {
        return "StoredUpdate[" + document + ", " + id + ", " + bytes.length + " bytes]";
    }
}
