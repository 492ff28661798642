package dev.collab4j.core;

import org.jspecify.annotations.Nullable;

/** A change of a document, encoded for others. Immutable and thread-safe. */
public final class UpdateEvent {
    private final Doc doc;
    private final Update update;
    private final @Nullable Object origin;
    private final boolean local;

    UpdateEvent(Doc doc, Update update, @Nullable Object origin, boolean local) {
        this.doc = doc;
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
     * @return the update
     */
    public Update update() {
        return update;
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
