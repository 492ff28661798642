package dev.collab4j.hub.internal.wire;

import java.util.concurrent.TimeUnit;

/** How much may come in a second, with a second's worth in store. The caller guards it. */
final class Rate {

    private static final double NANOS = TimeUnit.SECONDS.toNanos(1);

    private final double perSecond;
    private double allowed;
    private long last;

    Rate(double perSecond, long now) {
        this.perSecond = perSecond;
        this.allowed = perSecond;
        this.last = now;
    }

    /** Something has come; gives for how many nanoseconds nothing more should. */
    long take(long amount, long now) {
        allowed = Math.min(perSecond, allowed + (now - last) / NANOS * perSecond) - amount;
        last = now;
        return allowed >= 0 ? 0 : (long) (-allowed / perSecond * NANOS);
    }
}
