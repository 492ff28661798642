package dev.collab4j.load;

import dev.collab4j.load.wire.Protocol;
import java.util.concurrent.ThreadLocalRandom;

/** When the providers come back after a connection broke, so that a storm of them is as real ones make it. */
final class Backoff {

    private static final long FIRST_MILLIS = 100;
    private static final long MAX_MILLIS = 2_500;
    private static final long FIRST_HOCUSPOCUS_MILLIS = 1_000;
    private static final long MAX_HOCUSPOCUS_MILLIS = 30_000;
    private static final int MAX_DOUBLINGS = 16;

    private Backoff() {}

    /**
     * How long a client waits.
     *
     * @param breaks how often its connection broke since it was synced, at least 1
     */
    static long millis(Protocol protocol, int breaks) {
        return protocol == Protocol.Y_WEBSOCKET ? yWebSocketMillis(breaks) : hocuspocusMillis(breaks);
    }

    /** As y-websocket 3.1: twice as long after each break, and nothing of chance. */
    private static long yWebSocketMillis(int breaks) {
        return Math.min(FIRST_MILLIS << Math.min(breaks, MAX_DOUBLINGS), MAX_MILLIS);
    }

    /** As HocuspocusProvider 4: at once, then by chance between a second and a bound that doubles. */
    private static long hocuspocusMillis(int breaks) {
        if (breaks == 1) {
            return 0;
        }
        long bound = Math.min(FIRST_HOCUSPOCUS_MILLIS << Math.min(breaks - 1, MAX_DOUBLINGS), MAX_HOCUSPOCUS_MILLIS);
        return ThreadLocalRandom.current().nextLong(FIRST_HOCUSPOCUS_MILLIS, bound + 1);
    }
}
