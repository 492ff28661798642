package dev.collab4j.hub;

import dev.collab4j.hub.memory.InMemoryDocumentStore;
import dev.collab4j.spi.Health;
import dev.collab4j.spi.storage.DocumentStore;
import dev.collab4j.spi.storage.Head;
import dev.collab4j.spi.storage.LoadSink;
import dev.collab4j.spi.storage.Page;
import dev.collab4j.spi.storage.StorageException;
import dev.collab4j.spi.storage.StoredUpdate;
import dev.collab4j.spi.storage.UpdateId;
import java.io.InputStream;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** The in-memory store with faults on order: it stalls, fails before or after the work, and counts. */
final class TestStore implements DocumentStore {

    final InMemoryDocumentStore memory = new InMemoryDocumentStore();
    final AtomicInteger loads = new AtomicInteger();
    final AtomicInteger appends = new AtomicInteger();
    final AtomicInteger snapshots = new AtomicInteger();
    final AtomicInteger failAppends = new AtomicInteger();
    final AtomicInteger failAfterAppend = new AtomicInteger();
    final AtomicInteger failLoads = new AtomicInteger();
    final List<StoredUpdate> appended = new CopyOnWriteArrayList<>();
    private volatile CountDownLatch appendGate = new CountDownLatch(0);
    private volatile CountDownLatch loadGate = new CountDownLatch(0);
    private volatile CountDownLatch snapshotGate = new CountDownLatch(0);

    CountDownLatch stallAppends() {
        appendGate = new CountDownLatch(1);
        return appendGate;
    }

    CountDownLatch stallLoads() {
        loadGate = new CountDownLatch(1);
        return loadGate;
    }

    CountDownLatch stallSnapshots() {
        snapshotGate = new CountDownLatch(1);
        return snapshotGate;
    }

    private static void await(CountDownLatch gate) {
        try {
            if (!gate.await(30, TimeUnit.SECONDS)) {
                throw new StorageException(StorageException.Kind.TRANSIENT, null, "stalled for too long");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StorageException(StorageException.Kind.TRANSIENT, null, "interrupted", e);
        }
    }

    private static void failIfOrdered(AtomicInteger failures) {
        if (failures.getAndUpdate(n -> Math.max(0, n - 1)) > 0) {
            throw new StorageException(StorageException.Kind.TRANSIENT, null, "as the test wants");
        }
    }

    @Override
    public void append(List<StoredUpdate> batch) {
        appends.incrementAndGet();
        await(appendGate);
        failIfOrdered(failAppends);
        memory.append(batch);
        appended.addAll(batch);
        failIfOrdered(failAfterAppend);
    }

    @Override
    public Head load(String document, LoadSink sink) {
        loads.incrementAndGet();
        await(loadGate);
        failIfOrdered(failLoads);
        return memory.load(document, sink);
    }

    @Override
    public Optional<Head> replaceSnapshot(
            String document, Head expected, InputStream snapshot, long length, Collection<UpdateId> covered) {
        await(snapshotGate);
        Optional<Head> head = memory.replaceSnapshot(document, expected, snapshot, length, covered);
        snapshots.addAndGet(head.isPresent() ? 1 : 0);
        return head;
    }

    @Override
    public boolean delete(String document, long generation) {
        return memory.delete(document, generation);
    }

    @Override
    public Head recreate(String document, Head tombstone) {
        return memory.recreate(document, tombstone);
    }

    @Override
    public Page<String> documents(String after, int limit) {
        return memory.documents(after, limit);
    }

    @Override
    public Health check() {
        return memory.check();
    }

    @Override
    public void close() {
        memory.close();
    }
}
