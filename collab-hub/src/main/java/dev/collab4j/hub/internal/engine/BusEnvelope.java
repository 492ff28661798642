package dev.collab4j.hub.internal.engine;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A message between hubs: 1 byte of version, 8 bytes of the sender's incarnation (big-endian), 1 byte of kind, then the
 * content.
 */
final class BusEnvelope {

    /** What hubs tell each other. */
    enum Kind {
        /** An update (version 1 of Yjs) that is durable. */
        UPDATE(1),
        /** Presence: an awareness update of clients of the sender. */
        PRESENCE(2),
        /** "This is what I have", see {@link RoomDigest}: who has more sends it. */
        DIGEST(3),
        /** As {@code DIGEST}, and who has presences sends them. */
        HELLO(4),
        /** An update that is larger than the bus takes is in the store. */
        RELOAD(5);

        private final byte code;

        Kind(int code) {
            this.code = (byte) code;
        }

        private static @Nullable Kind of(byte code) {
            return Arrays.stream(values())
                    .filter(k -> k.code == code)
                    .findFirst()
                    .orElse(null);
        }
    }

    static final byte VERSION = 1;
    static final int OVERHEAD = 10;

    private final long incarnation;
    private final Kind kind;
    private final byte[] content;

    BusEnvelope(long incarnation, Kind kind, byte[] content) {
        this.incarnation = incarnation;
        this.kind = kind;
        this.content = content;
    }

    /** Who sends; hubs drop their own. */
    long incarnation() {
        return incarnation;
    }

    Kind kind() {
        return kind;
    }

    byte[] content() {
        return content;
    }

    ByteBuffer encode() {
        ByteBuffer bytes = ByteBuffer.allocate(OVERHEAD + content.length);
        bytes.put(VERSION).putLong(incarnation).put(kind.code).put(content);
        return bytes.flip();
    }

    /** Null if the message is of another version, or no message of ours: a rolling update meets both. */
    static @Nullable BusEnvelope decode(byte[] message) {
        if (message.length < OVERHEAD || message[0] != VERSION) {
            return null;
        }
        Kind kind = Kind.of(message[OVERHEAD - 1]);
        long incarnation = ByteBuffer.wrap(message, 1, Long.BYTES).getLong();
        return kind == null
                ? null
                : new BusEnvelope(incarnation, kind, Arrays.copyOfRange(message, OVERHEAD, message.length));
    }
}
