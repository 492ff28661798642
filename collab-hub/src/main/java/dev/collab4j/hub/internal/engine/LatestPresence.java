package dev.collab4j.hub.internal.engine;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * The presence that a client has sent and its room hasn't looked at: a newer one of the same client takes its place, undecoded.
 * The first of a session, that somebody leaves, or a message about several, doesn't go this way. Thread-safe.
 */
final class LatestPresence {

    private static final int AWARENESS = 1;
    private static final int NOBODY = -1;
    private static final int MAX_VAR_BYTES = 8;
    private static final int GROUP = 7;
    private static final int MORE = 0x80;
    private static final int BITS = 0x7F;
    private static final byte[] NULL = {4, 'n', 'u', 'l', 'l'};

    /** What a new message is to the one that waits. */
    enum Place {
        /** It waits, and the room has to be told. */
        FIRST,
        /** It waits instead of another one. */
        INSTEAD,
        /** It has to go as other messages do. */
        NONE
    }

    private byte @Nullable [] waiting;
    private boolean spoke;
    private long client;

    /** Keeps a copy of a message about presence if it can wait here. */
    synchronized Place offer(ByteBuffer message) {
        long of = spoke ? onlyClient(message.duplicate()) : NOBODY;
        spoke = true;
        if (of == NOBODY || (waiting != null && of != client)) {
            return Place.NONE;
        }
        Place place = waiting == null ? Place.FIRST : Place.INSTEAD;
        byte[] copy = new byte[message.remaining()];
        message.duplicate().get(copy);
        waiting = copy;
        client = of;
        return place;
    }

    /** What waits; null if nothing does. */
    synchronized byte @Nullable [] take() {
        byte[] taken = waiting;
        waiting = null;
        return taken;
    }

    /** The client that a message is about, if it is about one that is there, and is well-formed as far as one looks. */
    private static long onlyClient(ByteBuffer message) {
        if (varUint(message) != AWARENESS || varUint(message) == NOBODY || varUint(message) != 1) {
            return NOBODY;
        }
        long id = varUint(message);
        long clock = varUint(message);
        return clock == NOBODY || !message.hasRemaining() || isNull(message) ? NOBODY : id;
    }

    private static boolean isNull(ByteBuffer state) {
        return state.remaining() == NULL.length && state.equals(ByteBuffer.wrap(NULL));
    }

    /** A number in lib0's encoding of variable length; NOBODY if there is none. */
    private static long varUint(ByteBuffer from) {
        long value = 0;
        for (int i = 0; i < MAX_VAR_BYTES && from.hasRemaining(); i++) {
            int next = from.get();
            value |= (long) (next & BITS) << (GROUP * i);
            if ((next & MORE) == 0) {
                return value;
            }
        }
        return NOBODY;
    }
}
