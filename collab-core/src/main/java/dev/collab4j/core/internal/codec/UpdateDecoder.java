package dev.collab4j.core.internal.codec;

import org.jspecify.annotations.Nullable;

/** Reads the parts of structs and delete sets in one version of the format. */
public interface UpdateDecoder extends DeleteSetDecoder {
    /** How many structs follow; refused if the input can't stand for so many. */
    int readStructCount();

    long readClient();

    int readInfo();

    Id readLeftId();

    Id readRightId();

    /** Whether the parent is a root, given by its name. */
    boolean readParentInfo();

    String readString();

    String readKey();

    int readTypeRef();

    long readLength();

    /** The number of values of an item that are read with {@link #readAny}. */
    int readAnyCount();

    /** The number of values of an item that are read as JSON with {@link #readString}. */
    int readJsonCount();

    @Nullable
    Object readAny();

    @Nullable
    Object readJson();

    byte[] readBytes();

    /** How many bytes follow what was read; only after the delete set. */
    int remaining();
}
