package dev.collab4j.spi.storage;

import dev.collab4j.spi.Health;
import java.io.InputStream;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Keeps documents. All methods block and are thread-safe; they throw {@link StorageException} and nothing else, except
 * for broken preconditions.
 *
 * <p><b>S20</b> Every call ends within its timeout, also when the peer hangs, and honours interrupts. A pool of
 * connections is used up to {@code maxConnections} at a time.
 */
public interface DocumentStore extends AutoCloseable {

    /**
     * Whether {@link #append} may wait for anything, as all do that are of use after a crash. One that doesn't is called
     * on the threads that serve clients.
     *
     * @return true unless overridden, constant
     */
    default boolean blocks() {
        return true;
    }

    /**
     * Stores updates, of one document or of many.
     *
     * <p><b>S1</b> When it has returned the updates survive SIGKILL of this process and of the database. <b>S2</b> A
     * batch is all or nothing; an exception means "unknown", and the caller repeats the batch with the same ids.
     * <b>S3</b> Idempotent: the same {@link UpdateId} any number of times, also after a snapshot has covered it, is one
     * update. <b>S4</b> Appends to one document by one caller load in that order; between callers none is promised.
     * <b>S5</b> Takes no lock that a compaction or the append to another document holds for longer than a commit; rows
     * are written in the order (document, id), and a deadlock or serialization failure is retried inside, at most 3
     * times. The counters of one origin and document rise from call to call, or repeat.
     *
     * @param batch the updates in their order, maybe empty, not null
     * @throws StorageException REFUSED for an old generation or a deleted document (<b>S6</b>), or a name that is not
     *     allowed (S19); TRANSIENT or OVERLOADED if it is to be repeated
     */
    void append(List<StoredUpdate> batch);

    /**
     * Reads a document.
     *
     * <p><b>S7</b> The snapshot and the updates together contain every append that returned before the load began,
     * whatever append, compaction or delete runs beside it. <b>S8</b> For implementers: one statement, or the updates
     * first and the snapshot second; the other order loses what a compaction moves in between. <b>S9</b> It streams:
     * memory for at most two chunks and one page.
     *
     * @param document the document's name, not null
     * @param sink takes what is read, in this thread, not null
     * @return the head that belongs to what was read: {@link Head#UNKNOWN} and nothing read for an unknown document, a
     *     tombstone and nothing read for a deleted one; not null
     * @throws StorageException CORRUPT if a row is damaged (S18), TRANSIENT or OVERLOADED if it is to be repeated
     */
    Head load(String document, LoadSink sink);

    /**
     * Writes a snapshot in place of the one that the caller has read, and of exactly the updates that it covers.
     *
     * <p><b>S10</b> Compares generation and version, writes the snapshot and removes exactly the ids in
     * {@code covered}, in one transaction; never a range, as sequence values commit out of order. An id that is not
     * there any more is no error. <b>S12</b> Losing the comparison changes nothing. <b>S13</b> What is covered is in
     * the snapshot, also an update that still waits for another: that is the caller's duty, and the store's to lose
     * nothing else. <b>S14</b> Expecting version 0 of an unknown document creates it: one of any number of racing
     * callers wins, the losers load what it wrote. <b>S9</b> The stream is not held in memory as a whole.
     *
     * @param document the document's name, not null
     * @param expected the head that the caller has loaded, not null
     * @param snapshot the opaque payload, read once, not closed, not null
     * @param length how many bytes the stream gives, not negative
     * @param covered the updates that the snapshot contains, not null
     * @return the new head (same generation, version plus 1); empty = lost the race or deleted: load again
     * @throws StorageException TRANSIENT or OVERLOADED: unknown, load again
     */
    Optional<Head> replaceSnapshot(
            String document, Head expected, InputStream snapshot, long length, Collection<UpdateId> covered);

    /**
     * Deletes a document.
     *
     * <p><b>S15</b> Raises the generation and leaves a tombstone. Each append that races it is either refused, or
     * returned and is deleted with the rest; it is never visible afterwards.
     *
     * @param document the document's name, not null
     * @param generation the generation that is to end; 0 for an unknown document
     * @return true if this call has deleted it; false if it has another generation or is deleted already
     * @throws StorageException TRANSIENT or OVERLOADED if it is to be repeated
     */
    boolean delete(String document, long generation);

    /**
     * Brings a deleted document back to life, empty.
     *
     * @param document the document's name, not null
     * @param tombstone the head of the deleted document, as loaded, not null
     * @return the new head: a higher generation, version 0, not deleted; not null
     * @throws StorageException REFUSED if the document's head is not that tombstone; TRANSIENT or OVERLOADED if it is to
     *     be repeated
     */
    Head recreate(String document, Head tombstone);

    /**
     * Lists the documents that exist, deleted ones left out, in the order of their names' UTF-8 bytes.
     *
     * @param after list those behind this name; null from the start
     * @param limit how many at most, 1 to 10,000
     * @return a part of the list, not null
     * @throws StorageException TRANSIENT or OVERLOADED if it is to be repeated
     */
    Page<String> documents(@Nullable String after, int limit);

    /**
     * Looks how the store is doing; DEGRADED when a setting breaks S1. May block up to its timeout.
     *
     * @return the health, not null
     */
    Health check();

    /** Frees what the store itself has opened; calls that run end or fail. Idempotent; later calls fail. */
    @Override
    void close();
}
