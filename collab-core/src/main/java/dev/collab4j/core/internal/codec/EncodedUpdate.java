package dev.collab4j.core.internal.codec;

import dev.collab4j.core.MalformedUpdateException;
import dev.collab4j.core.internal.lib0.ByteReader;

/** The bytes of an update, which nobody writes to any more, and their format. Equal only to itself. */
public final class EncodedUpdate {
    private final FormatVersion version;
    private final byte[] bytes;
    private final long allowance;

    /**
     * Names the format of {@code bytes}.
     *
     * @param allowance how many structs, and characters of repeated keys, version 2 may stand for
     */
    public EncodedUpdate(FormatVersion version, byte[] bytes, long allowance) {
        this.version = version;
        this.bytes = bytes;
        this.allowance = allowance;
    }

    public FormatVersion version() {
        return version;
    }

    public byte[] bytes() {
        return bytes;
    }

    /** How many structs, and characters of repeated keys, version 2 may stand for. */
    public long allowance() {
        return allowance;
    }

    /** An update from outside, in version 1. */
    public static EncodedUpdate ofV1(byte[] bytes) {
        return made(FormatVersion.V1, bytes);
    }

    /** An update from outside, in version 2. */
    public static EncodedUpdate ofV2(byte[] bytes) {
        return new EncodedUpdate(FormatVersion.V2, bytes, UpdateDecoderV2.allowanceFor(bytes.length));
    }

    /** An update that was written here: it stands for what was there. */
    public static EncodedUpdate made(FormatVersion version, byte[] bytes) {
        return new EncodedUpdate(version, bytes, Long.MAX_VALUE);
    }

    UpdateDecoder decoder() {
        ByteReader in = new ByteReader(bytes);
        return version == FormatVersion.V1 ? new UpdateDecoderV1(in) : new UpdateDecoderV2(in, allowance);
    }

    /** The exception to throw for {@code found}: another one if the bytes are of the other version. */
    MalformedUpdateException explain(MalformedUpdateException found) {
        return isWholeInOtherVersion() ? OtherVersion.than(version, found) : found;
    }

    /** Yjs takes some updates of version 2 for empty ones of version 1 with something behind. */
    void checkUnread(int unread) {
        if (unread > 0 && isWholeInOtherVersion()) {
            throw OtherVersion.than(version, null);
        }
    }

    private boolean isWholeInOtherVersion() {
        try {
            EncodedUpdate other = version == FormatVersion.V1 ? ofV2(bytes) : ofV1(bytes);
            return BlockReader.readToEnd(other) == 0;
        } catch (MalformedUpdateException e) {
            return false;
        }
    }
}
