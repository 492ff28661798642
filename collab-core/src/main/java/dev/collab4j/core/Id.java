package dev.collab4j.core;

import dev.collab4j.core.internal.lib0.ByteReader;

/**
 * The id of one element: a character, a value, a format. It never changes and is never used again.
 *
 * @param client the id of the client that made it, from 0 to 2^53 - 1
 * @param clock how many elements that client had made before, from 0 to 2^53 - 1
 */
public record Id(long client, long clock) {
    /**
     * Checks the ranges.
     *
     * @param client from 0 to 2^53 - 1
     * @param clock from 0 to 2^53 - 1
     * @throws IllegalArgumentException if one of them isn't in its range
     */
    public Id {
        check("client", client);
        check("clock", clock);
    }

    private static void check(String name, long value) {
        if (value < 0 || value > ByteReader.MAX_SAFE_INTEGER) {
            throw new IllegalArgumentException("The " + name + " must be between 0 and 2^53 - 1: " + value);
        }
    }
}
