package dev.collab4j.core.internal.commit;

/** The moments of a transaction that listeners can wait for, besides its observers and its update: as the public ones. */
public enum Phase {
    BEFORE_ALL,
    BEFORE,
    BEFORE_OBSERVERS,
    AFTER_CLEAN_UP
}
