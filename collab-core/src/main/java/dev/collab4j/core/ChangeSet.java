package dev.collab4j.core;

import dev.collab4j.core.internal.preview.Effect;
import dev.collab4j.core.internal.preview.Place;
import dev.collab4j.core.internal.preview.Preview;
import dev.collab4j.core.internal.preview.Site;
import dev.collab4j.core.internal.preview.Tally;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;

/**
 * What an update would change in a document, found out without applying it: see {@link Doc#changes}. Immutable and
 * thread-safe.
 *
 * <p>It tells what can be seen afterwards, in types that are there now and in roots. What is known already changes
 * nothing; nor does what comes into a type that is deleted, a value that loses its key to another one, and what comes
 * deleted. What is in a type that comes with the update is part of the change that brings the type:
 * {@link Change#contents} and {@link Change#clients} count it, {@link Update#forEachStruct} shows it. Deleting a type is
 * one change, whatever is in it.
 */
public final class ChangeSet {
    private final List<Change> changes;
    private final boolean waits;
    private final boolean unlocks;

    private ChangeSet(List<Change> changes, boolean waits, boolean unlocks) {
        this.changes = Collections.unmodifiableList(changes);
        this.waits = waits;
        this.unlocks = unlocks;
    }

    static ChangeSet of(Preview preview) {
        List<Change> changes = new ArrayList<>();
        TypePath.Finder paths = new TypePath.Finder();
        preview.tell((place, effect, elements) -> changes.add(change(paths, place, effect, elements)));
        return new ChangeSet(changes, preview.waits(), preview.unlocks());
    }

    private static Change change(TypePath.Finder paths, Place place, Effect effect, Tally elements) {
        Site site = place.site;
        TypePath type = site.branch != null
                ? paths.find(site.branch)
                : TypePath.ofNewRoot(Objects.requireNonNull(site.newRoot));
        return new Change(type, kind(effect), place.key, elements);
    }

    private static Change.Kind kind(Effect effect) {
        return switch (effect) {
            case INSERT -> Change.Kind.INSERT;
            case DELETE -> Change.Kind.DELETE;
            case FORMAT -> Change.Kind.FORMAT;
            case KEY_ADD -> Change.Kind.KEY_ADD;
            case KEY_UPDATE -> Change.Kind.KEY_UPDATE;
            case KEY_DELETE -> Change.Kind.KEY_DELETE;
        };
    }

    /**
     * Returns the changes, for each list at most one of a kind, for each key at most one.
     *
     * @return unmodifiable
     */
    public List<Change> changes() {
        return changes;
    }

    /**
     * Whether nothing would change that can be seen. The document may still learn ids that it didn't know, or keep what
     * has to wait; {@link Doc#contains} tells that apart.
     *
     * @return true if there are no changes
     */
    public boolean isEmpty() {
        return changes.isEmpty();
    }

    /**
     * Whether a part of the update has to wait for something that hasn't arrived. What it changes then is told with the
     * update that brings the missing part.
     *
     * @return true if structs or deletions of the update would not be done now
     */
    public boolean waits() {
        return waits;
    }

    /**
     * Whether the update brings what something waits for, so that the changes, and their clients, include what arrived
     * earlier and wasn't in effect.
     *
     * @return true if parked structs or deletions would be done now
     */
    public boolean unlocks() {
        return unlocks;
    }

    /** Prints the changes, for logs. */
    @Override
    public String toString() {
        return changes + (waits ? " waits" : "") + (unlocks ? " unlocks" : "");
    }
}
