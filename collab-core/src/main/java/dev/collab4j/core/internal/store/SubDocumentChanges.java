package dev.collab4j.core.internal.store;

import java.util.LinkedHashSet;
import java.util.Set;

/** What one transaction did to the documents inside a document. */
public final class SubDocumentChanges {
    /** Those that came. */
    public final Set<SubDocument> added = new LinkedHashSet<>();

    /** Those that went and were here before. */
    public final Set<SubDocument> removed = new LinkedHashSet<>();

    /** Those that somebody wants to be loaded. */
    public final Set<SubDocument> loaded = new LinkedHashSet<>();

    SubDocumentChanges() {}

    boolean isEmpty() {
        return added.isEmpty() && removed.isEmpty() && loaded.isEmpty();
    }
}
