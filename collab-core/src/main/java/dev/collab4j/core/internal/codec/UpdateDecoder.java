package dev.collab4j.core.internal.codec;

import dev.collab4j.core.MalformedUpdateException;
import org.jspecify.annotations.Nullable;

/** Reads the parts of structs and delete sets in one version of the format. */
public interface UpdateDecoder {
    /** How many sections of clients, of structs, or of ranges follow; refused if the input can't hold so many. */
    int readCount();

    long readClient();

    /** A clock or length that stands in the plain part of the format. */
    long readPlain();

    int readInfo();

    Id readLeftId();

    Id readRightId();

    /** Whether the parent is a root, given by its name. */
    boolean readParentInfo();

    String readString();

    String readKey();

    int readTypeRef();

    long readLength();

    /** The number of values of an item. */
    int readValueCount();

    @Nullable
    Object readAny();

    @Nullable
    Object readJson();

    byte[] readBytes();

    void resetDeleteSetClock();

    long readDeleteSetClock();

    long readDeleteSetLength();

    /** An exception for what has just been read. */
    MalformedUpdateException malformed(String what);
}
