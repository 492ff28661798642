package dev.collab4j.core;

import dev.collab4j.core.internal.codec.FormatVersion;
import dev.collab4j.core.internal.codec.SnapshotCodec;
import dev.collab4j.core.internal.history.IdDifference;
import dev.collab4j.core.internal.history.SnapshotIds;
import dev.collab4j.core.internal.integrate.DecodedUpdate;
import dev.collab4j.core.internal.store.IdRanges;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A document at one time: how far each client had got, and what was deleted. It holds no content: to look back, the
 * document must still have it, so it must not collect ({@link DocOptions.Builder#gc}).
 *
 * <p>Immutable and thread-safe. Two snapshots are equal if their clocks and their deleted ranges are.
 */
public final class Snapshot {
    private static final Snapshot EMPTY = new Snapshot(new SnapshotIds(new IdRanges(), Map.of()));

    private final SnapshotIds ids;
    private final StateVector stateVector;
    private final DeleteSet deleteSet;

    Snapshot(SnapshotIds ids) {
        this.ids = ids;
        stateVector = StateVector.of(ids.clocks());
        deleteSet = DeleteSet.of(ids.deletes());
    }

    /**
     * Returns the snapshot of a document without content.
     *
     * @return a snapshot without clients
     */
    public static Snapshot empty() {
        return EMPTY;
    }

    /**
     * Reads an encoded snapshot.
     *
     * @param bytes version 1 of the format; not null, not kept; bytes after its end are ignored, as in Yjs
     * @return the snapshot
     * @throws MalformedUpdateException if the bytes are no snapshot
     */
    public static Snapshot fromV1(byte[] bytes) {
        return decode(bytes, FormatVersion.V1);
    }

    /**
     * Reads an encoded snapshot. Nothing in the bytes tells the versions apart.
     *
     * @param bytes version 2 of the format; not null, not kept; bytes after its end are ignored, as in Yjs
     * @return the snapshot
     * @throws MalformedUpdateException if the bytes are no snapshot
     */
    public static Snapshot fromV2(byte[] bytes) {
        return decode(bytes, FormatVersion.V2);
    }

    private static Snapshot decode(byte[] bytes, FormatVersion version) {
        SnapshotCodec.Decoded decoded = new SnapshotCodec(version).decode(Objects.requireNonNull(bytes, "bytes"));
        return new Snapshot(new SnapshotIds(decoded.deletes(), decoded.clocks()));
    }

    /**
     * Writes this snapshot in version 1 of the format, as Yjs does.
     *
     * @return a new array
     */
    public byte[] toV1() {
        return new SnapshotCodec(FormatVersion.V1).encode(ids.deletes(), ids.clocks());
    }

    /**
     * Writes this snapshot in version 2 of the format, as Yjs does.
     *
     * @return a new array
     */
    public byte[] toV2() {
        return new SnapshotCodec(FormatVersion.V2).encode(ids.deletes(), ids.clocks());
    }

    /**
     * Returns how far each client had got.
     *
     * @return the next clock of each client
     */
    public StateVector stateVector() {
        return stateVector;
    }

    /**
     * Returns what was deleted.
     *
     * @return the deleted ranges
     */
    public DeleteSet deleteSet() {
        return deleteSet;
    }

    /**
     * Whether a document at this snapshot has all that {@code update} says.
     *
     * @param update not null
     * @return true if all its structs, gaps included, lie below the clocks of this and all its deletes are in this
     * @throws MalformedUpdateException if it is no update
     */
    public boolean contains(Update update) {
        DecodedUpdate decoded = Doc.decode(update);
        return decoded.blocks().stream().allMatch(block -> block.end() <= ids.clock(block.client()))
                && IdDifference.of(sorted(decoded.deletes()), ids.deletes()).isEmpty();
    }

    private static IdRanges sorted(IdRanges deletes) {
        IdRanges sorted = new IdRanges();
        sorted.addAll(deletes);
        sorted.sortAndMerge();
        return sorted;
    }

    /**
     * Finds out what changed between another snapshot of the same document and this one.
     *
     * @param older not null; if it isn't older, what it alone has isn't told
     * @return what this has and {@code older} hasn't
     */
    public SnapshotDifference difference(Snapshot older) {
        IdRanges inserted = IdDifference.inserted(ids, older.ids);
        IdRanges deleted = IdDifference.of(ids.deletes(), older.ids.deletes());
        return new SnapshotDifference(DeleteSet.of(inserted).toMap(), DeleteSet.of(deleted));
    }

    /** The form that the packages below know. */
    SnapshotIds ids() {
        return ids;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Snapshot snapshot
                && stateVector.equals(snapshot.stateVector)
                && deleteSet.equals(snapshot.deleteSet);
    }

    @Override
    public int hashCode() {
        return Objects.hash(stateVector, deleteSet);
    }

    /** Prints clocks and deleted ranges, for logs. */
    @Override
    public String toString() {
        return "Snapshot[" + stateVector + ", " + deleteSet + "]";
    }
}
