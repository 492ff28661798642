package dev.collab4j.core.internal.codec;

/** Writes a delete set in one version of the format. */
public interface DeleteSetEncoder {
    /** A count, client, clock or length that stands in the plain part of the format. */
    void writePlain(long value);

    void resetDeleteSetClock();

    void writeDeleteSetClock(long clock);

    void writeDeleteSetLength(long length);
}
