package dev.collab4j.core;

import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which documents inside a document one transaction touched. Immutable and thread-safe. */
public final class SubDocsEvent {
    private final Transaction transaction;
    private final Set<Doc> added;
    private final Set<Doc> removed;
    private final Set<Doc> loaded;

    SubDocsEvent(Transaction transaction, Set<Doc> added, Set<Doc> removed, Set<Doc> loaded) {
        this.transaction = transaction;
        this.added = copy(added);
        this.removed = copy(removed);
        this.loaded = copy(loaded);
    }

    private static Set<Doc> copy(Set<Doc> docs) {
        return Collections.unmodifiableSet(new LinkedHashSet<>(docs));
    }

    /**
     * Returns the document around them.
     *
     * @return the document
     */
    public Doc doc() {
        return transaction.doc();
    }

    /**
     * Returns the documents that came, those included that took the place of a destroyed one.
     *
     * @return unmodifiable, in the order in which that happened
     */
    public Set<Doc> added() {
        return added;
    }

    /**
     * Returns the documents that were deleted or destroyed.
     *
     * @return unmodifiable, in the order in which that happened
     */
    public Set<Doc> removed() {
        return removed;
    }

    /**
     * Returns the documents of which somebody wants the content: a provider that sees one here should sync it.
     *
     * @return unmodifiable, in the order in which that happened
     */
    public Set<Doc> loaded() {
        return loaded;
    }

    /**
     * Returns the origin of the transaction.
     *
     * @return what was given to {@link Doc#transact} or {@link Doc#applyUpdate}, or null
     */
    public @Nullable Object origin() {
        return transaction.origin();
    }

    /**
     * Whether the change was made here; false if an update from outside was applied.
     *
     * @return true for an edit of this replica
     */
    public boolean local() {
        return transaction.local();
    }
}
