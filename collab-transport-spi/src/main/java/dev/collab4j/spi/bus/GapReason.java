package dev.collab4j.spi.bus;

/** Why messages may be missing. */
public enum GapReason {
    /** The connection was lost and stands again. */
    RECONNECTED,
    /** The channel moved to another server. */
    MOVED,
    /** The server ended the subscription, or it went silent, and it was renewed. */
    RESUBSCRIBED,
    /** The listener was too slow, messages were dropped. */
    OVERFLOW
}
