package dev.collab4j.hub.internal.engine;

import dev.collab4j.core.awareness.AwarenessState;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A client that is present, as the room saw it at one moment.
 *
 * @param id its client id
 * @param state what it shows
 * @param session the session that it came with; null if its connection is broken, or to another hub
 * @param user whose session that is or was; null if nobody here knows
 * @param heard when it was last heard of
 * @param at the moment
 */
public record PresentClient(
        long id,
        AwarenessState state,
        @Nullable RoomSession session,
        @Nullable String user,
        Instant heard,
        Instant at) {}
