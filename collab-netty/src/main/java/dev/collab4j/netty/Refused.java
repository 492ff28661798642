package dev.collab4j.netty;

/** Why the transport itself takes something not. A message that is too large is counted by who is behind it. */
enum Refused {
    /** A connection too many of an address that is no WebSocket yet. */
    HANDSHAKE("maxHandshakesPerAddress"),
    /** A first request that took too long. */
    HANDSHAKE_TIME("handshakeTimeout"),
    /** Headers that are too long. */
    HEADERS("maxHeaderBytes"),
    /** A request that is none, or has a body, or asks for a WebSocket in a wrong way. */
    REQUEST("request"),
    /** Frames that break the rules of WebSockets, or too many for one message. */
    FRAMES("webSocket");

    private final String reason;

    Refused(String reason) {
        this.reason = reason;
    }

    /** The name of the limit in the builder of the transport, or of the rule. */
    String reason() {
        return reason;
    }
}
