package dev.collab4j.hub;

import org.jspecify.annotations.Nullable;

/**
 * Says whose a room is: the customer, team or tenant that its documents belong to. What a {@link Limits limit} of a
 * workspace says holds for all its rooms together, on one hub, and when there is more to do than threads can, each workspace gets
 * the same time of them.
 *
 * <p>Must not block, always says the same of a name, and is called from any thread. Names come from clients: one for which
 * it throws is denied, and code of the application that edits or reads such a room gets the exception.
 */
@FunctionalInterface
public interface Workspaces {

    /**
     * Says it.
     *
     * @param room the room's name, decoded, not null; whether there is such a room isn't known
     * @return the workspace's name, null if the room is in none: then only the limits of a room and of the hub hold
     */
    @Nullable
    String workspaceOf(String room);
}
