package dev.collab4j.hub;

import dev.collab4j.hub.internal.engine.RoomCloseCodes;
import dev.collab4j.hub.internal.engine.RoomSession;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A client that was in a room when {@link Room#sessions} or {@link CollabHub#sessionsOf} looked. It may have left since;
 * then the methods do nothing. Thread-safe.
 */
public final class Session {

    private final String room;
    private final @Nullable String workspace;
    private final RoomSession session;

    Session(String room, @Nullable String workspace, RoomSession session) {
        this.room = room;
        this.workspace = workspace;
        this.session = session;
    }

    /**
     * What tells it from all others; updates in the store carry it.
     *
     * @return the id, not null
     */
    public String id() {
        return session.id();
    }

    /**
     * Where it is.
     *
     * @return the room's name, not null
     */
    public String room() {
        return room;
    }

    /**
     * Whose room that is.
     *
     * @return its workspace, null if {@link Workspaces} knows none
     */
    public @Nullable String workspace() {
        return workspace;
    }

    /**
     * Who it is.
     *
     * @return the user of its {@link Access}, null if nobody knows
     */
    public @Nullable String user() {
        return session.user();
    }

    /**
     * Whether its edits are refused.
     *
     * @return true if it may only read
     */
    public boolean isReadOnly() {
        return !session.mayWrite();
    }

    /**
     * Sends it away for good: a y-websocket client gets 4403 and does not come back by itself, a HocuspocusProvider loses
     * this document and keeps its others. Returns at once.
     *
     * @param reason one line for the client, not null
     */
    public void close(String reason) {
        session.close(RoomCloseCodes.FORBIDDEN, Objects.requireNonNull(reason, "reason"));
    }

    /**
     * Has it authenticated again, as when its {@link Access#until time is over}: a HocuspocusProvider is asked for its
     * token and stays meanwhile, a y-websocket client is closed with 4501 and comes back with its newest parameters.
     * Returns at once.
     */
    public void reauthenticate() {
        session.reauthenticate();
    }

    @Override
    public String toString() {
        return "Session[" + id() + " in " + room + "]";
    }
}
