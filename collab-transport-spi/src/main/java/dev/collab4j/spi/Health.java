package dev.collab4j.spi;

import java.util.Objects;

/**
 * How a store or a bus is doing, as its {@code check()} found it. Immutable.
 *
 * @param status the verdict, not null
 * @param detail one line for an operator: what is wrong and which setting to change; empty when {@code UP}, not null
 */
public record Health(Status status, String detail) {

    /** The verdict of a check. */
    public enum Status {
        /** Everything that the contract promises holds. */
        UP,
        /** It works, and a promise does not hold, such as durability under the settings found (S1). */
        DEGRADED,
        /** It does not work. */
        DOWN
    }

    /**
     * Checks that nothing is null.
     *
     * @param status the verdict, not null
     * @param detail one line for an operator, not null
     */
    public Health {
        Objects.requireNonNull(status, "status");
        Objects.requireNonNull(detail, "detail");
    }

    /**
     * Everything holds.
     *
     * @return the health, not null
     */
    public static Health up() {
        return new Health(Status.UP, "");
    }

    /**
     * It works, with a promise broken.
     *
     * @param detail what is wrong, not null
     * @return the health, not null
     */
    public static Health degraded(String detail) {
        return new Health(Status.DEGRADED, detail);
    }

    /**
     * It does not work.
     *
     * @param detail what is wrong, not null
     * @return the health, not null
     */
    public static Health down(String detail) {
        return new Health(Status.DOWN, detail);
    }
}
