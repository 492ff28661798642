package dev.collab4j.hub.internal.engine;

/** Why the hub doesn't take something: a limit that is reached, or a rule that is broken. */
public enum Refusal {
    /** A message above the limit; the transport hasn't read it. */
    FRAME("maxFrameBytes"),
    /** An update above the limit. */
    UPDATE("maxUpdateBytes"),
    /** An update to a document that is full. */
    DOCUMENT("maxDocumentBytes"),
    /** A presence above the limit. */
    PRESENCE("maxPresenceBytes"),
    /** A presence of a session that has enough of them. */
    PRESENCES("maxPresencesPerSession"),
    /** A document too many on one connection. */
    ROOMS("maxRoomsPerConnection"),
    /** A connection is read more slowly, as it sends too many messages. */
    MESSAGE_RATE("maxMessagesPerSecond"),
    /** A connection is read more slowly, as it sends too many bytes. */
    BYTE_RATE("maxBytesPerSecond"),
    /** A session too many of one user. */
    USER("maxSessionsPerUser"),
    /** A session too many in one workspace. */
    WORKSPACE("maxSessionsPerWorkspace"),
    /** A connection too many of an address that says not who it is. */
    ADDRESS("maxUnauthenticatedPerAddress"),
    /** A connection isn't read, as too much of it waits for rooms. */
    UNPROCESSED("maxUnprocessedBytes"),
    /** A stranger isn't read, or what it sends isn't kept. */
    BEFORE_AUTHENTICATION("maxBytesBeforeAuthentication"),
    /** An update to a room of which too much waits for the store. */
    UNSAVED("maxUnsavedBytes"),
    /** An update to a room of a workspace of which too much waits for the store. */
    UNSAVED_OF_WORKSPACE("maxUnsavedBytesPerWorkspace"),
    /** An update to a room while of all rooms too much waits for the store. */
    UNSAVED_OF_ALL_ROOMS("maxUnsavedBytesOfAllRooms"),
    /** A client that said too late what it wants, or who it is. */
    AUTHENTICATION_TIME("authenticationTimeout"),
    /** A client that has waited too long for the authenticator and its room. */
    JOIN_TIME("joinTimeout"),
    /** A name that no room can have. */
    NAME("roomName"),
    /** A page of another origin. */
    ORIGIN("origin"),
    /** Bytes that are no message. */
    MALFORMED("malformed"),
    /** The authenticator has denied. */
    DENIED("denied"),
    /** The filter of updates has refused one. */
    FILTER("updateFilter");

    private final String reason;

    Refusal(String reason) {
        this.reason = reason;
    }

    /**
     * What it is called where it is counted.
     *
     * @return the name of the limit, of {@link dev.collab4j.hub.Limits} or {@link dev.collab4j.hub.HubOptions}, or of the rule
     */
    public String reason() {
        return reason;
    }
}
