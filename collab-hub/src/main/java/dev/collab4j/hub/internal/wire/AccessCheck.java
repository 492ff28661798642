package dev.collab4j.hub.internal.wire;

import dev.collab4j.hub.Access;
import dev.collab4j.spi.transport.Handshake;
import org.jspecify.annotations.Nullable;

/** Asks the host's authenticator; blocks. */
@FunctionalInterface
public interface AccessCheck {

    /**
     * Asks.
     *
     * @param room the room's name
     * @param workspace whose room it is, null if nobody's
     * @param token what the client shows
     * @param handshake the request
     * @return the decision
     * @throws Exception what the authenticator throws
     */
    Access check(String room, @Nullable String workspace, @Nullable String token, Handshake handshake) throws Exception;
}
