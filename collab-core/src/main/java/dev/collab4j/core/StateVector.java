package dev.collab4j.core;

import dev.collab4j.core.internal.codec.StateVectors;
import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * How far a replica has got: the next clock of each client it knows. It says nothing about deletes. Immutable and
 * thread-safe; equal to another one with the same clocks.
 */
public final class StateVector {
    private static final StateVector EMPTY = new StateVector(Map.of());

    private final Map<Long, Long> clocks;

    private StateVector(Map<Long, Long> clocks) {
        this.clocks = clocks;
    }

    /**
     * Returns the state vector of a document without content.
     *
     * @return a vector without clients
     */
    public static StateVector empty() {
        return EMPTY;
    }

    /**
     * Makes a state vector.
     *
     * @param clocks the next clock of each client; not null, copied
     * @return the vector
     */
    public static StateVector of(Map<Long, Long> clocks) {
        return new StateVector(Collections.unmodifiableMap(new TreeMap<>(clocks)));
    }

    /**
     * Reads an encoded state vector; the same in versions 1 and 2 of the format.
     *
     * @param bytes the encoding; not null, not kept; bytes after its end are ignored, as in Yjs
     * @return the vector
     * @throws MalformedUpdateException if the bytes are no state vector
     */
    public static StateVector decode(byte[] bytes) {
        return of(StateVectors.decode(Objects.requireNonNull(bytes, "bytes")));
    }

    /**
     * Writes this vector, clients descending, as Yjs does.
     *
     * @return a new array
     */
    public byte[] encode() {
        return StateVectors.encode(clocks);
    }

    /**
     * Returns the next clock of a client.
     *
     * @param client its id
     * @return 0 if the client isn't known
     */
    public long get(long client) {
        return clocks.getOrDefault(client, 0L);
    }

    /**
     * Returns the next clock of each client.
     *
     * @return an unmodifiable map, clients ascending
     */
    public Map<Long, Long> toMap() {
        return clocks;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof StateVector vector && vector.clocks.equals(clocks);
    }

    @Override
    public int hashCode() {
        return clocks.hashCode();
    }

    @Override
    public String toString() {
        return "StateVector" + clocks;
    }
}
