package dev.collab4j.hub;

import dev.collab4j.hub.memory.InMemoryDocumentStore;
import dev.collab4j.spi.storage.Head;
import dev.collab4j.spi.storage.LoadSink;
import dev.collab4j.spi.storage.StorageException;
import dev.collab4j.spi.storage.StorageException.Kind;
import dev.collab4j.spi.storage.StoredUpdate;
import dev.collab4j.spi.storage.UpdateId;
import dev.collab4j.testkit.ForwardingDocumentStore;
import java.io.InputStream;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

/** The in-memory store with faults on order: it stalls, refuses, fails before or after the work, and counts. */
final class TestStore extends ForwardingDocumentStore {

    final InMemoryDocumentStore memory;
    final AtomicInteger loads = new AtomicInteger();
    final AtomicInteger appends = new AtomicInteger();
    final AtomicInteger snapshots = new AtomicInteger();
    final AtomicInteger snapshotAttempts = new AtomicInteger();
    final AtomicInteger failAppends = new AtomicInteger();
    final AtomicInteger failAfterAppend = new AtomicInteger();
    final AtomicInteger failLoads = new AtomicInteger();
    final AtomicInteger failSnapshots = new AtomicInteger();
    final List<StoredUpdate> appended = new CopyOnWriteArrayList<>();
    volatile Predicate<StoredUpdate> refuses = update -> false;
    volatile boolean refusesSnapshots;
    private final Gate appendGate = new Gate();
    private final Gate loadGate = new Gate();
    private final Gate afterLoadGate = new Gate();
    private final Gate snapshotGate = new Gate();

    TestStore() {
        this(new InMemoryDocumentStore());
    }

    private TestStore(InMemoryDocumentStore memory) {
        super(memory);
        this.memory = memory;
    }

    void stallAppends() {
        appendGate.close();
    }

    void stallLoads() {
        loadGate.close();
    }

    /** Loads read, and stall before they return. */
    void stallAfterLoads() {
        afterLoadGate.close();
    }

    void stallSnapshots() {
        snapshotGate.close();
    }

    /** Whatever stalls goes on. */
    void goOn() {
        List.of(appendGate, loadGate, afterLoadGate, snapshotGate).forEach(Gate::open);
    }

    private static void failIfOrdered(AtomicInteger failures) {
        if (failures.getAndUpdate(n -> Math.max(0, n - 1)) > 0) {
            throw new StorageException(Kind.TRANSIENT, null, "as the test wants");
        }
    }

    private static void refuse(String document) {
        throw new StorageException(Kind.REFUSED, document, "as the test wants");
    }

    @Override
    public void append(List<StoredUpdate> batch) {
        appends.incrementAndGet();
        appendGate.pass();
        failIfOrdered(failAppends);
        batch.stream().filter(refuses).findAny().ifPresent(update -> refuse(update.document()));
        super.append(batch);
        appended.addAll(batch);
        failIfOrdered(failAfterAppend);
    }

    @Override
    public Head load(String document, LoadSink sink) {
        loads.incrementAndGet();
        loadGate.pass();
        failIfOrdered(failLoads);
        Head head = super.load(document, sink);
        afterLoadGate.pass();
        return head;
    }

    @Override
    public Optional<Head> replaceSnapshot(
            String document, Head expected, InputStream snapshot, long length, Collection<UpdateId> covered) {
        snapshotAttempts.incrementAndGet();
        snapshotGate.pass();
        failIfOrdered(failSnapshots);
        if (refusesSnapshots) {
            refuse(document);
        }
        Optional<Head> head = super.replaceSnapshot(document, expected, snapshot, length, covered);
        snapshots.addAndGet(head.isPresent() ? 1 : 0);
        return head;
    }

    private static final class Gate {

        private volatile CountDownLatch latch = new CountDownLatch(0);

        private void close() {
            latch = new CountDownLatch(1);
        }

        private void open() {
            latch.countDown();
        }

        private void pass() {
            try {
                if (!latch.await(30, TimeUnit.SECONDS)) {
                    throw new StorageException(Kind.TRANSIENT, null, "stalled for too long");
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new StorageException(Kind.TRANSIENT, null, "interrupted", e);
            }
        }
    }
}
