package dev.collab4j.it.editor;

import dev.collab4j.spi.Health;
import dev.collab4j.spi.storage.DocumentStore;
import dev.collab4j.spi.storage.Head;
import dev.collab4j.spi.storage.LoadSink;
import dev.collab4j.spi.storage.Page;
import dev.collab4j.spi.storage.StoredUpdate;
import dev.collab4j.spi.storage.UpdateId;
import java.io.InputStream;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A store whose writes hang from {@link #stall} to {@link #release}. */
final class StallingStore implements DocumentStore {

    private final DocumentStore store;
    private boolean stalled;

    StallingStore(DocumentStore store) {
        this.store = store;
    }

    synchronized void stall() {
        stalled = true;
    }

    synchronized void release() {
        stalled = false;
        notifyAll();
    }

    private synchronized void waitWhileStalled() {
        try {
            while (stalled) {
                wait();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while stalled", e);
        }
    }

    @Override
    public void append(List<StoredUpdate> batch) {
        waitWhileStalled();
        store.append(batch);
    }

    @Override
    public Optional<Head> replaceSnapshot(
            String document, Head expected, InputStream snapshot, long length, Collection<UpdateId> covered) {
        waitWhileStalled();
        return store.replaceSnapshot(document, expected, snapshot, length, covered);
    }

    @Override
    public Head load(String document, LoadSink sink) {
        return store.load(document, sink);
    }

    @Override
    public boolean delete(String document, long generation) {
        return store.delete(document, generation);
    }

    @Override
    public Head recreate(String document, Head tombstone) {
        return store.recreate(document, tombstone);
    }

    @Override
    public Page<String> documents(@Nullable String after, int limit) {
        return store.documents(after, limit);
    }

    @Override
    public Health check() {
        return store.check();
    }

    @Override
    public void close() {
        store.close();
    }
}
