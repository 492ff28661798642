package dev.collab4j.core.internal.codec;

import dev.collab4j.core.MalformedUpdateException;

/** Reads a delete set in one version of the format. */
public interface DeleteSetDecoder {
    /** How many sections of clients, or ranges, follow; refused if the input can't hold so many. */
    int readCount();

    /** A client, clock or length that stands in the plain part of the format. */
    long readPlain();

    void resetDeleteSetClock();

    long readDeleteSetClock();

    long readDeleteSetLength();

    /** An exception for what has just been read. */
    MalformedUpdateException malformed(String what);
}
