package dev.collab4j.hub.internal.engine;

import dev.collab4j.spi.transport.CloseCode;
import java.util.Objects;

/** Why the hub closes connections. A y-websocket client takes 4400 to 4499 as permanent and comes back after the rest. */
public final class RoomCloseCodes {

    /** A frame that is no message, or a room name that is none: the same would come again. */
    public static final CloseCode MALFORMED = new CloseCode(4400);

    /** The authenticator says no. */
    public static final CloseCode FORBIDDEN = new CloseCode(4403);

    /** The document was deleted. */
    public static final CloseCode DELETED = new CloseCode(4404);

    /** No document was opened in time. */
    public static final CloseCode TOO_SLOW = new CloseCode(4408);

    /** A filter has refused an update that can't be undone at its client: the document that it has sends the same again. */
    public static final CloseCode REFUSED = new CloseCode(4409);

    /** An update or a presence that is too large: the same would come again. */
    public static final CloseCode TOO_LARGE = new CloseCode(4413);

    /** The store refuses the document for good: the same would come again. */
    public static final CloseCode UNSTORABLE = new CloseCode(4422);

    /** Too many sessions of one user. */
    public static final CloseCode TOO_MANY = new CloseCode(4429);

    /** The client is to come back and authenticate again; transient, for all clients. */
    public static final CloseCode REAUTHENTICATE = new CloseCode(4501);

    private RoomCloseCodes() {}

    /**
     * A reason for the close frame.
     *
     * @param why what was wrong
     * @return its message
     */
    public static String reason(Exception why) {
        return Objects.requireNonNullElse(why.getMessage(), "malformed");
    }
}
