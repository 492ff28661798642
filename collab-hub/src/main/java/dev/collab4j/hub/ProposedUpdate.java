package dev.collab4j.hub;

import dev.collab4j.core.ChangeSet;
import dev.collab4j.core.Doc;
import dev.collab4j.core.Update;
import dev.collab4j.hub.internal.engine.RoomSession;
import org.jspecify.annotations.Nullable;

/** An update that a client has sent, for an {@link UpdateFilter}, on whose call it is valid. */
public final class ProposedUpdate {

    private final String room;
    private final RoomSession session;
    private final Update update;
    private final ChangeSet changes;
    private final Doc document;

    ProposedUpdate(String room, RoomSession session, Update update, ChangeSet changes, Doc document) {
        this.room = room;
        this.session = session;
        this.update = update;
        this.changes = changes;
        this.document = document;
    }

    /**
     * The room that it was sent to.
     *
     * @return the room's name, not null
     */
    public String room() {
        return room;
    }

    /**
     * Who has sent it. What it brings may have been written by others: {@code Change.clients} tells by whom, as far as the
     * sender can be believed.
     *
     * @return the user of the session's {@link Access}, null if nobody knows
     */
    public @Nullable String user() {
        return session.user();
    }

    /**
     * The session that it came from.
     *
     * @return its id, as the store gets it with what is accepted, not null
     */
    public String session() {
        return session.id();
    }

    /**
     * What it would change.
     *
     * @return the changes, at least one, not null
     */
    public ChangeSet changes() {
        return changes;
    }

    /**
     * The update itself, for those who have to look at its content.
     *
     * @return the update, not null
     */
    public Update update() {
        return update;
    }

    /**
     * The document as it is before the update: there the types are found to which the paths of the changes lead.
     *
     * @return the document; not to be edited, nor kept; not null
     */
    public Doc document() {
        return document;
    }

    /** Leaves the content out, for logs. */
    @Override
    public String toString() {
        return "ProposedUpdate[" + room + ", " + changes + "]";
    }
}
