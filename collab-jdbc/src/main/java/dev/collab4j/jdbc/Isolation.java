package dev.collab4j.jdbc;

/** What a transaction sees of others that end while it runs. */
enum Isolation {
    /** Each statement sees what was committed before it: for writing. */
    READ_COMMITTED,
    /** All statements see all tables as of one moment: for reading. */
    SNAPSHOT
}
