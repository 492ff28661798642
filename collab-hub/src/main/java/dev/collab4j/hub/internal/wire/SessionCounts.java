package dev.collab4j.hub.internal.wire;

import dev.collab4j.hub.Limits;
import dev.collab4j.hub.internal.engine.Refusal;
import org.jspecify.annotations.Nullable;

/** The sessions of each user and in each workspace, up to so many. Thread-safe; who has no name isn't counted. */
final class SessionCounts {

    private final Counts users;
    private final Counts workspaces;

    SessionCounts(Limits limits) {
        this.users = new Counts(limits.maxSessionsPerUser());
        this.workspaces = new Counts(limits.maxSessionsPerWorkspace());
    }

    /** Counts one more; what comes back is the limit that is reached, and then it isn't counted. */
    @Nullable
    Refusal add(@Nullable String user, @Nullable String workspace) {
        if (!users.add(user)) {
            return Refusal.USER;
        }
        if (!workspaces.add(workspace)) {
            users.remove(user);
            return Refusal.WORKSPACE;
        }
        return null;
    }

    /** One that was counted has gone. */
    void remove(@Nullable String user, @Nullable String workspace) {
        users.remove(user);
        workspaces.remove(workspace);
    }
}
