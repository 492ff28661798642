package dev.collab4j.spi.storage;

import dev.collab4j.spi.storage.StorageException.Kind;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Objects;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * The frame around every opaque payload that a store writes: 3 bytes of magic ({@code C4J}), 1 byte of version, 4 bytes
 * CRC32C (big-endian, over magic, version and payload), then the payload. Every store uses it for each row and each
 * chunk, so that damage is found where it is read (S18).
 */
public final class Envelope {

    /** How many bytes the envelope adds to a payload. */
    public static final int OVERHEAD = 8;

    private static final byte[] PREFIX = {'C', '4', 'J', 1};
    private static final int CRC_BYTES = 4;

    private Envelope() {}

    /**
     * Wraps a payload.
     *
     * @param payload the payload, not null
     * @return a new array of {@link #OVERHEAD} more bytes, not null
     */
    public static byte[] wrap(byte[] payload) {
        return wrap(payload, 0, payload.length);
    }

    /**
     * Wraps a part of an array.
     *
     * @param source where the payload is, not null
     * @param offset where it begins
     * @param length how many bytes it has
     * @return a new array of {@link #OVERHEAD} more bytes, not null
     * @throws IndexOutOfBoundsException if the part is not inside the array
     */
    public static byte[] wrap(byte[] source, int offset, int length) {
        Objects.checkFromIndexSize(offset, length, source.length);
        return ByteBuffer.allocate(OVERHEAD + length)
                .put(PREFIX)
                .putInt(checksum(source, offset, length))
                .put(source, offset, length)
                .array();
    }

    /**
     * Checks an envelope and takes the payload out.
     *
     * @param wrapped what {@link #wrap(byte[])} gave, not null
     * @param document the document that it belongs to, for the exception; null if none
     * @return the payload, a new array, not null
     * @throws StorageException CORRUPT if the magic, the version or the checksum is not right
     */
    public static byte[] unwrap(byte[] wrapped, @Nullable String document) {
        checkPrefix(wrapped, document);
        int expected = ByteBuffer.wrap(wrapped, PREFIX.length, CRC_BYTES).getInt();
        if (checksum(wrapped, OVERHEAD, wrapped.length - OVERHEAD) != expected) {
            throw corrupt(document, "checksum of " + wrapped.length + " bytes does not match");
        }
        return Arrays.copyOfRange(wrapped, OVERHEAD, wrapped.length);
    }

    private static void checkPrefix(byte[] wrapped, @Nullable String document) {
        if (wrapped.length < OVERHEAD) {
            throw corrupt(document, "only " + wrapped.length + " bytes");
        }
        if (!Arrays.equals(wrapped, 0, 3, PREFIX, 0, 3)) {
            throw corrupt(document, "no magic at its start");
        }
        if (wrapped[3] != PREFIX[3]) {
            throw corrupt(document, "unknown version " + (wrapped[3] & 0xff));
        }
    }

    private static int checksum(byte[] source, int offset, int length) {
        CRC32C crc = new CRC32C();
        crc.update(PREFIX);
        crc.update(source, offset, length);
        return (int) crc.getValue();
    }

    private static StorageException corrupt(@Nullable String document, String what) {
        return new StorageException(Kind.CORRUPT, document, "stored bytes are damaged: " + what);
    }
}
