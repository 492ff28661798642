package dev.collab4j.spi.storage;

import java.io.IOException;
import java.io.InputStream;

/**
 * Takes what {@link DocumentStore#load} reads, in the thread of the call: any number of updates, then at most one
 * snapshot. What it throws ends the load and reaches its caller.
 */
public interface LoadSink {

    /**
     * One update that no snapshot covers; those of one caller come in the order of their appends (S4).
     *
     * @param update the update, not null
     */
    void update(StoredUpdate update);

    /**
     * The snapshot.
     *
     * @param bytes the opaque payload, not null; valid only during the call, closed by the store. A corrupt chunk makes
     *     its {@code read} throw {@link StorageException} of kind {@code CORRUPT}
     * @param length how many bytes come, not negative
     * @throws IOException if reading fails; the store wraps it
     */
    void snapshot(InputStream bytes, long length) throws IOException;
}
