package dev.collab4j.hub.internal.engine;

import dev.collab4j.hub.HubOptions;
import io.github.resilience4j.core.IntervalFunction;
import java.time.Duration;

/** How long to wait before the next attempt: about twice as long each time, up to a limit, and never all at once. */
final class Backoff {

    private static final double FACTOR = 2;
    private static final double RANDOMNESS = 0.3;
    /** From here on the limit is reached whatever the options are. */
    private static final int MAX_ATTEMPTS = 30;

    private final IntervalFunction delays;
    private int attempts;

    Backoff(HubOptions options) {
        delays = IntervalFunction.ofExponentialRandomBackoff(
                options.minRetryDelay(), FACTOR, RANDOMNESS, options.maxRetryDelay());
    }

    Duration next() {
        attempts = Math.min(attempts + 1, MAX_ATTEMPTS);
        return Duration.ofMillis(delays.apply(attempts));
    }

    /** It has worked. */
    void reset() {
        attempts = 0;
    }
}
