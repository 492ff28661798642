package dev.collab4j.core;

import dev.collab4j.core.internal.codec.FormatVersion;
import org.jspecify.annotations.Nullable;

/** A change of a document, encoded for others. Immutable and thread-safe. */
public final class UpdateEvent {
    private final Doc doc;
    private final byte[] update;
    private final FormatVersion version;
    private final @Nullable Object origin;
    private final boolean local;

    UpdateEvent(Doc doc, FormatVersion version, byte[] update, @Nullable Object origin, boolean local) {
        this.doc = doc;
        this.version = version;
        this.update = update;
        this.origin = origin;
        this.local = local;
    }

    /**
     * Returns the document that changed; it may have changed further since.
     *
     * @return the document
     */
    public Doc doc() {
        return doc;
    }

    /**
     * Returns what the transaction changed.
     *
     * @return the update; each call returns another object with the same bytes
     */
    public Update update() {
        return Update.made(version, update);
    }

    FormatVersion version() {
        return version;
    }

    /**
     * Returns the origin of the transaction.
     *
     * @return what was given to {@link Doc#transact} or {@link Doc#applyUpdate}, or null
     */
    public @Nullable Object origin() {
        return origin;
    }

    /**
     * Whether the change was made here; false if an update from outside was applied.
     *
     * @return true for an edit of this replica
     */
    public boolean local() {
        return local;
    }
}
