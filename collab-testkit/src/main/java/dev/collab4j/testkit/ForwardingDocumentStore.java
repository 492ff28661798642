package dev.collab4j.testkit;

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
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A store in front of another, to which it passes every call. A test overrides what is to be otherwise: a store that fails,
 * waits, counts or listens. What is not overridden, and what a subclass calls by {@code super}, keeps the contract as the
 * other does. A subclass may {@linkplain #blocks wait}, whatever the other does.
 *
 * <pre>{@code
 * DocumentStore failing = new ForwardingDocumentStore(store) {
 *     @Override
 *     public void append(List<StoredUpdate> batch) {
 *         throw new StorageException(Kind.TRANSIENT, null, "as the test wants");
 *     }
 * };
 * }</pre>
 */
public abstract class ForwardingDocumentStore implements DocumentStore {

    private final DocumentStore store;

    /**
     * In front of a store.
     *
     * @param store gets the calls, closed with this one, not null
     */
    protected ForwardingDocumentStore(DocumentStore store) {
        this.store = Objects.requireNonNull(store, "store");
    }

    @Override
    public void append(List<StoredUpdate> batch) {
        store.append(batch);
    }

    @Override
    public Head load(String document, LoadSink sink) {
        return store.load(document, sink);
    }

    @Override
    public Optional<Head> replaceSnapshot(
            String document, Head expected, InputStream snapshot, long length, Collection<UpdateId> covered) {
        return store.replaceSnapshot(document, expected, snapshot, length, covered);
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
