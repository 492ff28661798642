package dev.collab4j.hub.internal.engine;

import dev.collab4j.core.Update;
import dev.collab4j.spi.storage.StorageException;
import dev.collab4j.spi.storage.StorageException.Kind;
import java.util.Arrays;

/** What the hub gives to a store: a byte that names the format, then the update. The store sees only bytes. */
final class Payload {

    /** A Yjs update in version 1 of its format. */
    static final byte UPDATE_V1 = 1;

    private Payload() {}

    static byte[] of(Update update) {
        byte[] v1 = update.toV1();
        byte[] payload = new byte[v1.length + 1];
        payload[0] = UPDATE_V1;
        System.arraycopy(v1, 0, payload, 1, v1.length);
        return payload;
    }

    static Update read(byte[] payload, String document) {
        if (payload.length == 0 || payload[0] != UPDATE_V1) {
            throw new StorageException(Kind.CORRUPT, document, "stored bytes are in no known format");
        }
        return Update.fromV1(Arrays.copyOfRange(payload, 1, payload.length));
    }
}
