package dev.collab4j.core.internal.store;

import org.jspecify.annotations.Nullable;

/** What an item says of a document inside a document. */
public final class SubDocument {
    public final String guid;
    public final boolean gc;
    public final boolean autoLoad;
    public final @Nullable Object meta;

    public SubDocument(String guid, boolean gc, boolean autoLoad, @Nullable Object meta) {
        this.guid = guid;
        this.gc = gc;
        this.autoLoad = autoLoad;
        this.meta = meta;
    }
}
