package dev.collab4j.hub;

import dev.collab4j.core.Doc;
import dev.collab4j.core.Update;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What was in a room at one moment, all of it durable, for a {@link ContentHook}. For one thread; may be kept.
 */
public final class RoomContent {

    private final String room;
    private final Update state;
    private final Set<String> authors;
    private final ContentOptions options;
    private @Nullable Doc doc;

    private RoomContent(String room, Update state, Set<String> authors, ContentOptions options) {
        this.room = Objects.requireNonNull(room, "room");
        this.state = Objects.requireNonNull(state, "state");
        this.authors = Collections.unmodifiableSet(new LinkedHashSet<>(authors));
        this.options = Objects.requireNonNull(options, "options");
    }

    /**
     * A content, as the hub makes it and a test of a hook can.
     *
     * @param room the room's name, not null
     * @param state the whole document, not null
     * @param authors who has changed it, not null
     * @param options which roots it has, not null
     * @return the content, not null
     */
    public static RoomContent of(String room, Update state, Set<String> authors, ContentOptions options) {
        return new RoomContent(room, state, authors, options);
    }

    /**
     * The room.
     *
     * @return its name, not null
     */
    public String room() {
        return room;
    }

    /**
     * Who has changed it on this hub since the last call that hasn't failed: the users of the sessions, and who was named
     * for {@link Room#edit}.
     *
     * @return the authors, in the order in which they began; empty if nobody knows them; unmodifiable, not null
     */
    public Set<String> authors() {
        return authors;
    }

    /**
     * The whole document as an update.
     *
     * @return the update, not null
     */
    public Update state() {
        return state;
    }

    /**
     * The document, from which HTML, plain text and the JSON of editors are written. A copy that nobody else has: what is
     * done with it changes nothing in the room. Made by the first call.
     *
     * @return the copy, not null
     */
    public Doc doc() {
        if (doc == null) {
            doc = new Doc();
            doc.applyUpdate(state);
            options.nameRoots(doc);
        }
        return doc;
    }

    /**
     * The document as plain values: what {@code Doc.toJson} gives. An update doesn't say what its roots are, so there are
     * those that {@link ContentOptions} names, and those that {@link #doc} was asked for.
     *
     * @return the roots by name, unmodifiable, not null
     */
    public Map<String, Object> toJson() {
        return doc().toJson();
    }

    /** Leaves the content out, for logs. */
    @Override
    public String toString() {
        return "RoomContent[" + room + "]";
    }
}
