package dev.collab4j.hub.memory;

import dev.collab4j.spi.Health;
import dev.collab4j.spi.storage.DocumentStore;
import dev.collab4j.spi.storage.Head;
import dev.collab4j.spi.storage.LoadSink;
import dev.collab4j.spi.storage.Page;
import dev.collab4j.spi.storage.StorageException;
import dev.collab4j.spi.storage.StorageException.Kind;
import dev.collab4j.spi.storage.StoredUpdate;
import dev.collab4j.spi.storage.UpdateId;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The reference {@link DocumentStore}: it keeps every rule except S1, as nothing outlives the process. One lock guards
 * all documents and is held for memory operations only. Thread-safe.
 */
public final class InMemoryDocumentStore implements DocumentStore {

    private static final int MAX_NAME_BYTES = 1_024;
    private static final int MAX_PAGE = 10_000;

    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, MemoryDocument> documents = new HashMap<>();
    private final NavigableSet<String> names = new TreeSet<>(InMemoryDocumentStore::compareBytes);
    private boolean closed;

    /** An empty store. */
    public InMemoryDocumentStore() {}

    @Override
    public boolean blocks() {
        return false;
    }

    @Override
    public void append(List<StoredUpdate> batch) {
        locked(() -> {
            batch.forEach(this::checkAppend);
            batch.forEach(update -> document(update.document()).append(update));
            return batch;
        });
    }

    private void checkAppend(StoredUpdate update) {
        if (!documents.containsKey(update.document())) {
            checkName(update.document());
        }
        Head head = head(update.document());
        if (head.deleted() || head.generation() != update.generation()) {
            throw refused(update.document(), "generation " + update.generation() + " is not that of " + head);
        }
    }

    private static void checkName(String document) {
        if (document.indexOf('\0') >= 0 || document.getBytes(StandardCharsets.UTF_8).length > MAX_NAME_BYTES) {
            throw refused(document, "a name has no NUL and at most " + MAX_NAME_BYTES + " bytes");
        }
    }

    @Override
    public Head load(String document, LoadSink sink) {
        Loaded loaded = locked(() -> snapshotOf(document));
        loaded.updates.forEach(sink::update);
        byte[] snapshot = loaded.snapshot;
        if (snapshot != null) {
            handOver(document, snapshot, sink);
        }
        return loaded.head;
    }

    private Loaded snapshotOf(String document) {
        MemoryDocument found = documents.get(document);
        return found == null
                ? new Loaded(Head.UNKNOWN, List.of(), null)
                : new Loaded(found.head(), found.updates(), found.snapshot());
    }

    private static void handOver(String document, byte[] snapshot, LoadSink sink) {
        try {
            sink.snapshot(new ByteArrayInputStream(snapshot), snapshot.length);
        } catch (IOException e) {
            throw new StorageException(Kind.TRANSIENT, document, "the snapshot could not be read", e);
        }
    }

    @Override
    public Optional<Head> replaceSnapshot(
            String document, Head expected, InputStream snapshot, long length, Collection<UpdateId> covered) {
        checkName(document);
        byte[] bytes = read(document, snapshot, length);
        return locked(() -> {
            if (expected.deleted() || !head(document).equals(expected)) {
                return Optional.empty();
            }
            return Optional.of(document(document).replaceSnapshot(bytes, covered));
        });
    }

    private static byte[] read(String document, InputStream snapshot, long length) {
        try {
            byte[] bytes = snapshot.readNBytes(Math.toIntExact(length));
            if (bytes.length != length) {
                throw new IllegalArgumentException("the snapshot has " + bytes.length + " bytes, not " + length);
            }
            return bytes;
        } catch (IOException e) {
            throw new StorageException(Kind.TRANSIENT, document, "the snapshot could not be read", e);
        }
    }

    @Override
    public boolean delete(String document, long generation) {
        checkName(document);
        return locked(() -> {
            Head head = head(document);
            if (head.deleted() || head.generation() != generation) {
                return false;
            }
            document(document).delete();
            return true;
        });
    }

    @Override
    public Head recreate(String document, Head tombstone) {
        return locked(() -> {
            if (!tombstone.deleted() || !head(document).equals(tombstone)) {
                throw refused(document, "its head is not " + tombstone);
            }
            return document(document).recreate();
        });
    }

    @Override
    public Page<String> documents(@Nullable String after, int limit) {
        Objects.checkIndex(limit - 1, MAX_PAGE);
        return locked(() -> {
            List<String> found = new ArrayList<>();
            for (String name : after == null ? names : names.tailSet(after, false)) {
                if (head(name).deleted()) {
                    continue;
                }
                if (found.size() == limit) {
                    return new Page<>(found, found.get(limit - 1));
                }
                found.add(name);
            }
            return new Page<>(found, null);
        });
    }

    @Override
    public Health check() {
        return locked(Health::up);
    }

    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            documents.clear();
            names.clear();
        } finally {
            lock.unlock();
        }
    }

    private Head head(String document) {
        MemoryDocument found = documents.get(document);
        return found == null ? Head.UNKNOWN : found.head();
    }

    private MemoryDocument document(String name) {
        return documents.computeIfAbsent(name, this::newDocument);
    }

    private MemoryDocument newDocument(String name) {
        names.add(name);
        return new MemoryDocument();
    }

    private <T> T locked(Supplier<T> body) {
        lock.lock();
        try {
            if (closed) {
                throw new StorageException(Kind.TRANSIENT, null, "the store is closed");
            }
            return body.get();
        } finally {
            lock.unlock();
        }
    }

    private static StorageException refused(String document, String why) {
        return new StorageException(Kind.REFUSED, document, why);
    }

    private static int compareBytes(String a, String b) {
        return Arrays.compareUnsigned(a.getBytes(StandardCharsets.UTF_8), b.getBytes(StandardCharsets.UTF_8));
    }

    private static final class Loaded {

        private final Head head;
        private final List<StoredUpdate> updates;
        private final byte @Nullable [] snapshot;

        private Loaded(Head head, List<StoredUpdate> updates, byte @Nullable [] snapshot) {
            this.head = head;
            this.updates = updates;
            this.snapshot = snapshot;
        }
    }
}
