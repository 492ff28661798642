package dev.collab4j.hub;

import dev.collab4j.spi.transport.Handshake;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A client that wants to enter a room. Immutable. */
public final class JoinRequest {

    private final String room;
    private final @Nullable String workspace;
    private final @Nullable String token;
    private final Handshake handshake;

    /**
     * A request.
     *
     * @param room the room's name, decoded, not null
     * @param workspace whose room it is, null if nobody's
     * @param token what the client shows, null if nothing
     * @param handshake the HTTP request behind it, not null
     */
    JoinRequest(String room, @Nullable String workspace, @Nullable String token, Handshake handshake) {
        this.room = Objects.requireNonNull(room, "room");
        this.workspace = workspace;
        this.token = token;
        this.handshake = Objects.requireNonNull(handshake, "handshake");
    }

    /**
     * The room.
     *
     * @return its name, decoded, not null
     */
    public String room() {
        return room;
    }

    /**
     * Whose room it is.
     *
     * @return its workspace, null if {@link Workspaces} knows none
     */
    public @Nullable String workspace() {
        return workspace;
    }

    /**
     * What the client shows: of y-websocket the query parameter {@code token}, decoded.
     *
     * @return the token, null if there is none
     */
    public @Nullable String token() {
        return token;
    }

    /**
     * The HTTP request: its headers with cookies, its raw query, the remote address.
     *
     * @return the handshake, not null
     */
    public Handshake handshake() {
        return handshake;
    }

    @Override
    public String toString() {
        return "JoinRequest[" + room + "]"; // not the token
    }
}
