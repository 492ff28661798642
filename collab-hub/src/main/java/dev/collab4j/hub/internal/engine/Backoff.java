package dev.collab4j.hub.internal.engine;

import dev.collab4j.hub.HubOptions;
import java.time.Duration;

/** How long to wait before the next attempt: twice as long each time, up to a limit. */
final class Backoff {

    private final Duration shortest;
    private final Duration longest;
    private Duration next;

    Backoff(HubOptions options) {
        this.shortest = options.minRetryDelay();
        this.longest = options.maxRetryDelay();
        this.next = shortest;
    }

    Duration next() {
        Duration current = next;
        Duration doubled = current.multipliedBy(2);
        next = doubled.compareTo(longest) < 0 ? doubled : longest;
        return current;
    }

    /** It has worked. */
    void reset() {
        next = shortest;
    }
}
