package dev.collab4j.core;

import dev.collab4j.core.internal.preview.Tally;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What an update would do to the list, or to one key, of one shared type. Immutable and thread-safe.
 *
 * @see ChangeSet
 */
public final class Change {
    private final TypePath type;
    private final Kind kind;
    private final @Nullable String key;
    private final Tally elements;

    Change(TypePath type, Kind kind, @Nullable String key, Tally elements) {
        this.type = type;
        this.kind = kind;
        this.key = key;
        this.elements = elements;
    }

    /** What can happen to a list or a key. */
    public enum Kind {
        /** Elements come into an array, characters or embedded objects into a text, children into XML. */
        INSERT,
        /**
         * Elements, characters or children are deleted; or characters are replaced because a pair of surrogates is cut.
         */
        DELETE,
        /**
         * Formats of a text begin or end elsewhere. Told whenever the mark of one comes or goes, also if it says what
         * is in force there anyway.
         */
        FORMAT,
        /** A key of a map, or an attribute of XML, that has no value gets one. */
        KEY_ADD,
        /** A key that has a value gets another one, or the same again. */
        KEY_UPDATE,
        /** A key loses its value. */
        KEY_DELETE
    }

    /**
     * Returns the name of the root that the type is, or is in.
     *
     * @return the name; there may be no root of it yet
     */
    public String root() {
        return type.root();
    }

    /**
     * Returns the way from the root to the type, as {@link YEvent#path} gives it, in the document as it is before the
     * update: that is where the type is found now.
     *
     * @return a new list: a String for each key, an Integer for each position; empty for a root
     */
    public List<Object> path() {
        return type.steps();
    }

    /**
     * Returns what tells the type from others wherever it is moved.
     *
     * @return the id of the item that holds it; null for a root
     */
    public @Nullable Id typeId() {
        return type.id();
    }

    /**
     * Returns what the type is.
     *
     * @return null for a root as long as nobody has said it
     */
    public UpdateStruct.@Nullable Type type() {
        return type.type();
    }

    /**
     * Returns what happens.
     *
     * @return the kind
     */
    public Kind kind() {
        return kind;
    }

    /**
     * Returns the key of a map, or the attribute, that it happens to.
     *
     * @return null if it happens to the list
     */
    public @Nullable String key() {
        return key;
    }

    /**
     * Returns who made what comes, with all that is in a new type. For a deletion, who once made what goes: an update
     * doesn't say who deletes.
     *
     * @return unmodifiable, ascending
     */
    public Set<Long> clients() {
        return Collections.unmodifiableSet(elements.clients());
    }

    /**
     * Returns what comes, with all that is in a new type; for a deletion what goes.
     *
     * @return a new set of the kinds of content
     */
    public Set<UpdateStruct.Kind> contents() {
        Set<UpdateStruct.Kind> kinds = EnumSet.noneOf(UpdateStruct.Kind.class);
        for (byte kind = 0; kind < UpdateStruct.KINDS.size(); kind++) {
            if (elements.has(kind)) {
                kinds.add(UpdateStruct.KINDS.get(kind));
            }
        }
        return kinds;
    }

    /** Prints root, path, kind, key and clients, for logs. */
    @Override
    public String toString() {
        return kind + " " + root() + path() + (key == null ? "" : "." + key) + " by " + clients();
    }
}
