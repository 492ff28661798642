package dev.collab4j.hub.internal.engine;

/** What takes time in a hub. */
public enum Step {
    /** From a client's first question for a room until it is in, or turned away. */
    CONNECT,
    /** A document is read from the store, and seeded if it is new. */
    LOAD,
    /** A batch of updates is written to the store. */
    APPEND,
    /** A snapshot is written to the store in place of updates. */
    COMPACTION,
    /** From the acceptance of an update, the oldest of a batch, until it is durable and acknowledged. */
    ACKNOWLEDGEMENT,
    /** From the moment that something waits for a room until the room has had its turn. */
    TURN
}
