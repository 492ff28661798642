package dev.collab4j.core.internal.preview;

import dev.collab4j.core.internal.codec.Id;
import dev.collab4j.core.internal.store.Branch;
import org.jspecify.annotations.Nullable;

/** A shared type as an update sees it: one of the document, a root that isn't there yet, or one that comes with it. */
public final class Site {
    /** Set for a type of the document. */
    public final @Nullable Branch branch;

    /** Set for a root that isn't there yet. */
    public final @Nullable String newRoot;

    /** Set for a type that comes: the item that holds it, and where that goes. */
    final @Nullable Id item;

    final @Nullable Place around;

    /** For one that comes: the place in the document where what is in it can be seen; null if it can't. */
    @Nullable
    Place surface;

    final Place list = new Place(this, null);

    /** Whether it is there in the end. */
    boolean alive;

    private Site(@Nullable Branch branch, @Nullable String newRoot, @Nullable Id item, @Nullable Place around) {
        this.branch = branch;
        this.newRoot = newRoot;
        this.item = item;
        this.around = around;
    }

    static Site of(Branch branch) {
        return new Site(branch, null, null, null);
    }

    static Site newRoot(String name) {
        return new Site(null, name, null, null);
    }

    static Site coming(Id item, Place around) {
        return new Site(null, null, item, around);
    }
}
