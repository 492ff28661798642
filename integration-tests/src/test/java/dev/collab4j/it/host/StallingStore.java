package dev.collab4j.it.host;

import dev.collab4j.spi.Health;
import dev.collab4j.spi.storage.DocumentStore;
import dev.collab4j.spi.storage.Head;
import dev.collab4j.spi.storage.LoadSink;
import dev.collab4j.spi.storage.Page;
import dev.collab4j.spi.storage.StoredUpdate;
import dev.collab4j.spi.storage.UpdateId;
import java.io.InputStream;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A store whose writes hang while it is stalled: as a whole, or for single documents. */
public final class StallingStore implements DocumentStore {

    private final DocumentStore store;
    private final Set<String> stalledDocuments = new HashSet<>();
    private boolean stalled;

    public StallingStore(DocumentStore store) {
        this.store = store;
    }

    public synchronized void stall() {
        stalled = true;
    }

    public synchronized void release() {
        stalled = false;
        notifyAll();
    }

    public synchronized void stall(String document) {
        stalledDocuments.add(document);
    }

    public synchronized void release(String document) {
        stalledDocuments.remove(document);
        notifyAll();
    }

    private synchronized void waitWhileStalled(Collection<String> documents) {
        try {
            while (stalled || !Collections.disjoint(stalledDocuments, documents)) {
                wait();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while stalled", e);
        }
    }

    @Override
    public void append(List<StoredUpdate> batch) {
        waitWhileStalled(batch.stream().map(StoredUpdate::document).toList());
        store.append(batch);
    }

    @Override
    public Optional<Head> replaceSnapshot(
            String document, Head expected, InputStream snapshot, long length, Collection<UpdateId> covered) {
        waitWhileStalled(List.of(document));
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
