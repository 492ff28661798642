package dev.collab4j.core;

import dev.collab4j.core.internal.update.UpdateOperations;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * Changes of a document, encoded. A value of its own: it can be merged and cut without a document. Thread-safe as long
 * as nobody writes to the arrays it was made from. Nothing is read before it is needed, so bytes that are no update
 * are found where they are used.
 */
public final class Update {
    private static final byte[] EMPTY = {0, 0};

    private final byte[] v1;

    private Update(byte[] v1) {
        this.v1 = v1;
    }

    /**
     * Takes bytes in version 1 of the Yjs update format, which is what y-protocols sends.
     *
     * @param bytes the encoding; not null, not copied: don't change it any more
     * @return the update
     */
    public static Update fromV1(byte[] bytes) {
        return new Update(Objects.requireNonNull(bytes, "bytes"));
    }

    /**
     * Returns the bytes in version 1 of the format.
     *
     * @return the encoding; not copied: don't change it
     */
    public byte[] toV1() {
        return v1;
    }

    /**
     * Whether this is the encoding of no change at all.
     *
     * @return true for the two bytes that say "no structs, no deletes"
     */
    public boolean isEmpty() {
        return Arrays.equals(v1, EMPTY);
    }

    /**
     * Makes one update that says all that {@code updates} say, to the byte as Yjs does: gaps are kept as such, items
     * aren't joined. A single update is returned as it is.
     *
     * @param updates in any order; not null; none at all gives the empty update
     * @return the merged update
     * @throws MalformedUpdateException if one of several updates is malformed
     */
    public static Update merge(List<Update> updates) {
        return switch (updates.size()) {
            case 0 -> new Update(EMPTY.clone());
            case 1 -> updates.get(0);
            default ->
                new Update(UpdateOperations.merge(
                        updates.stream().map(Update::toV1).toList()));
        };
    }

    /**
     * Leaves out the structs that a replica at {@code target} has; its deletes are all kept.
     *
     * @param target the state of that replica; not null
     * @return what it lacks
     * @throws MalformedUpdateException if this update is malformed
     */
    public Update diff(StateVector target) {
        return new Update(UpdateOperations.diff(v1, target.toMap()));
    }

    /**
     * Returns the state that this update alone brings an empty document to: of each client the clocks from 0 to the
     * first gap.
     *
     * @return the state vector
     * @throws MalformedUpdateException if this update is malformed
     */
    public StateVector stateVector() {
        return StateVector.of(UpdateOperations.stateVector(v1));
    }
}
