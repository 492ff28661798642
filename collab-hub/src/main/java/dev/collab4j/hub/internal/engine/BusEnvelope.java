package dev.collab4j.hub.internal.engine;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A message between hubs: 1 byte of version, 8 bytes of the sender's incarnation, 8 bytes of the generation of the
 * document that it is about (both big-endian), 1 byte of kind, then the content.
 *
 * <p>Version 1 had no generation, so nobody can say whether its content was deleted since. All that is taken from its
 * messages is that the store may have something new.
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
        RELOAD(5),
        /** The document was deleted: this generation is over, and all before it. */
        DELETED(6);

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

    static final byte VERSION = 2;
    static final int OVERHEAD = 18;
    private static final byte WITHOUT_GENERATION = 1;
    private static final int OVERHEAD_WITHOUT_GENERATION = 10;
    private static final int AT_INCARNATION = 1;
    private static final int AT_GENERATION = 9;

    private final long incarnation;
    private final long generation;
    private final Kind kind;
    private final byte[] content;

    BusEnvelope(long incarnation, long generation, Kind kind, byte[] content) {
        this.incarnation = incarnation;
        this.generation = generation;
        this.kind = kind;
        this.content = content;
    }

    /** Who sends; hubs drop their own. */
    long incarnation() {
        return incarnation;
    }

    /** What the content belongs to; of no meaning for a {@code RELOAD}. */
    long generation() {
        return generation;
    }

    Kind kind() {
        return kind;
    }

    byte[] content() {
        return content;
    }

    ByteBuffer encode() {
        ByteBuffer bytes = ByteBuffer.allocate(OVERHEAD + content.length);
        bytes.put(VERSION)
                .putLong(incarnation)
                .putLong(generation)
                .put(kind.code)
                .put(content);
        return bytes.flip();
    }

    /** Null if the message is of a later version, or no message of ours: a rolling update meets both. */
    static @Nullable BusEnvelope decode(byte[] message) {
        byte version = message.length == 0 ? 0 : message[0];
        return switch (version) {
            case VERSION -> decodeWithGeneration(message);
            case WITHOUT_GENERATION -> decodeWithoutGeneration(message);
            default -> null;
        };
    }

    private static @Nullable BusEnvelope decodeWithGeneration(byte[] message) {
        Kind kind = message.length < OVERHEAD ? null : Kind.of(message[OVERHEAD - 1]);
        if (kind == null) {
            return null;
        }
        byte[] content = Arrays.copyOfRange(message, OVERHEAD, message.length);
        return new BusEnvelope(longAt(message, AT_INCARNATION), longAt(message, AT_GENERATION), kind, content);
    }

    private static @Nullable BusEnvelope decodeWithoutGeneration(byte[] message) {
        return message.length < OVERHEAD_WITHOUT_GENERATION
                ? null
                : new BusEnvelope(longAt(message, AT_INCARNATION), 0, Kind.RELOAD, new byte[0]);
    }

    private static long longAt(byte[] message, int index) {
        return ByteBuffer.wrap(message).getLong(index);
    }
}
