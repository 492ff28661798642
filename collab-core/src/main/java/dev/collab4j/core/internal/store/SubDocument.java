package dev.collab4j.core.internal.store;

import org.jspecify.annotations.Nullable;

/** A document inside a document, as the item that holds it describes it. Equal only to itself. */
public final class SubDocument {
    public final String guid;
    public final boolean gc;
    public final boolean autoLoad;
    public final @Nullable Object meta;

    /** Whether it is to be loaded as soon as it is here. */
    public final boolean shouldLoad;

    /** The item that holds it; null before it came into a document and after it was replaced there. */
    public @Nullable Item item;

    /** The client id that it got from the document around it; null until the transaction that added it ended. */
    public @Nullable Long clientId;

    /** The public object made for this document, kept by the layers above. */
    public @Nullable Object view;

    public SubDocument(String guid, boolean gc, boolean autoLoad, @Nullable Object meta, boolean shouldLoad) {
        this.guid = guid;
        this.gc = gc;
        this.autoLoad = autoLoad;
        this.meta = meta;
        this.shouldLoad = shouldLoad;
    }

    public SubDocument(String guid, boolean gc, boolean autoLoad, @Nullable Object meta) {
        this(guid, gc, autoLoad, meta, autoLoad);
    }

    /** The same document, in no item yet and without a public object: for an item that holds a copy. */
    public SubDocument copy() {
        return copy(autoLoad);
    }

    /** A copy that is to be loaded at once or not. */
    public SubDocument copy(boolean load) {
        return new SubDocument(guid, gc, autoLoad, meta, load);
    }
}
