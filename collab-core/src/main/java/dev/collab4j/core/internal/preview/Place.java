package dev.collab4j.core.internal.preview;

import dev.collab4j.core.internal.store.Item;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The list of a type, or one of its keys, and what happens there. Equal to another one of the same type and key. */
public final class Place {
    public final Site site;

    /** Null for the list. */
    public final @Nullable String key;

    /** The ends of what was ever set for the key, as far as they are new; for a list they aren't known. */
    @Nullable
    Link head;

    private @Nullable Link tail;

    @Nullable
    Tally inserted;

    @Nullable
    Tally deleted;

    @Nullable
    Tally formatted;

    /** Whether a mark of a format goes. */
    boolean isUnformatted;

    Place(Site site, @Nullable String key) {
        this.site = site;
        this.key = key;
    }

    /** The last one of the key if it is new; null if what the document has is the last one still. */
    @Nullable
    Link tail() {
        while (tail != null && tail.right() != null) {
            tail = tail.right(); // it was cut
        }
        return tail;
    }

    void tail(Link link) {
        tail = link;
    }

    /** What the document has as the last one of the key; null for a list. */
    @Nullable
    Item old() {
        return key == null || site.branch == null ? null : site.branch.tail(key);
    }

    void inserted(long client, byte kind) {
        inserted = add(inserted, client, kind);
    }

    void deleted(long client, byte kind) {
        deleted = add(deleted, client, kind);
    }

    void formatted(long client, byte kind) {
        formatted = add(formatted, client, kind);
    }

    void unformatted(long client, byte kind) {
        formatted(client, kind);
        isUnformatted = true;
    }

    private static Tally add(@Nullable Tally tally, long client, byte kind) {
        if (tally == null) {
            return new Tally(client, kind);
        }
        tally.add(client, kind);
        return tally;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Place place && place.site == site && Objects.equals(place.key, key);
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(site) * 31 + Objects.hashCode(key);
    }
}
