package dev.collab4j.hub.internal.engine;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * When a room sends its changes. Each message costs as much as the room has sessions, so where many are what comes soon
 * after the last message is collected for a moment, and goes together. Lives on the room's turns.
 */
final class Pace {

    /** Where fewer are nothing is collected. */
    static final int MANY_SESSIONS = 16;
    /** A room that has sent within that time is busy. */
    static final Duration BUSY = Duration.ofMillis(2);
    /** For how long it then collects, from what it has sent last. */
    static final Duration COLLECTING = Duration.ofMillis(5);

    private long last;
    private boolean hasSent;
    private boolean collects;

    /** Zero if changes may go out now; else for how long to collect, once. Null if that has been said. */
    @Nullable
    Duration pause(int sessions, long now) {
        long passed = now - last;
        if (collects) {
            return null;
        }
        if (sessions < MANY_SESSIONS || !hasSent || passed >= BUSY.toNanos()) {
            hasSent = true;
            last = now;
            return Duration.ZERO;
        }
        collects = true;
        return COLLECTING.minusNanos(passed);
    }

    /** The time is over. */
    void collected() {
        collects = false;
        hasSent = false;
    }
}
