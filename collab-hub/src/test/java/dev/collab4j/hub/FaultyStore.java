package dev.collab4j.hub;

import dev.collab4j.hub.memory.InMemoryDocumentStore;
import dev.collab4j.spi.Health;
import dev.collab4j.spi.storage.DocumentStore;
import dev.collab4j.spi.storage.Head;
import dev.collab4j.spi.storage.LoadSink;
import dev.collab4j.spi.storage.Page;
import dev.collab4j.spi.storage.StorageException;
import dev.collab4j.spi.storage.StorageException.Kind;
import dev.collab4j.spi.storage.StoredUpdate;
import dev.collab4j.spi.storage.UpdateId;
import java.io.InputStream;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A store that refuses to work, hangs or is slow for a while, and notes what its callers do meanwhile. */
final class FaultyStore implements DocumentStore {

    enum Fault {
        NONE,
        FAILS,
        HANGS,
        SLOW
    }

    private static final Duration SLOWNESS = Duration.ofSeconds(5);

    private final InMemoryDocumentStore memory = new InMemoryDocumentStore();
    private final Set<String> appending = ConcurrentHashMap.newKeySet();
    private final Set<String> compacting = ConcurrentHashMap.newKeySet();
    private final AtomicInteger calls = new AtomicInteger();
    private final Object changes = new Object();
    final Set<UpdateId> durable = ConcurrentHashMap.newKeySet();
    /** The first rule that was broken. */
    volatile @Nullable String broken;

    final AtomicInteger mostCalls = new AtomicInteger();
    private volatile Fault fault = Fault.NONE;

    void set(Fault now) {
        synchronized (changes) {
            fault = now;
            changes.notifyAll();
        }
    }

    private void suffer() {
        switch (fault) {
            case FAILS -> throw new StorageException(Kind.TRANSIENT, null, "as the test wants");
            case HANGS -> hang();
            case SLOW -> pause();
            case NONE -> {}
        }
    }

    private void hang() {
        synchronized (changes) {
            while (fault == Fault.HANGS) {
                pauseAtMost(Duration.ofSeconds(1));
            }
        }
    }

    private void pause() {
        synchronized (changes) {
            long end = System.nanoTime() + SLOWNESS.toNanos();
            for (long left = SLOWNESS.toMillis(); left > 0 && fault == Fault.SLOW; ) {
                pauseAtMost(Duration.ofMillis(left));
                left = (end - System.nanoTime()) / 1_000_000;
            }
        }
    }

    private void pauseAtMost(Duration time) {
        try {
            changes.wait(time.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StorageException(Kind.TRANSIENT, null, "interrupted", e);
        }
    }

    private <T> T counted(Supplier<T> call) {
        mostCalls.accumulateAndGet(calls.incrementAndGet(), Math::max);
        try {
            suffer();
            return call.get();
        } finally {
            calls.decrementAndGet();
        }
    }

    private <T> T oneAtATime(Set<String> running, Collection<String> documents, Supplier<T> call) {
        Set<String> entered = new HashSet<>();
        for (String document : documents) {
            if (!running.add(document)) {
                broken = "two calls at once for " + document;
            } else {
                entered.add(document);
            }
        }
        try {
            return counted(call);
        } finally {
            running.removeAll(entered);
        }
    }

    @Override
    public void append(List<StoredUpdate> batch) {
        Set<String> documents = new HashSet<>();
        batch.forEach(update -> documents.add(update.document()));
        oneAtATime(appending, documents, () -> {
            memory.append(batch);
            batch.forEach(update -> durable.add(update.id()));
            return true;
        });
    }

    @Override
    public Head load(String document, LoadSink sink) {
        return memory.load(document, sink);
    }

    @Override
    public Optional<Head> replaceSnapshot(
            String document, Head expected, InputStream snapshot, long length, Collection<UpdateId> covered) {
        return oneAtATime(
                compacting,
                List.of(document),
                () -> memory.replaceSnapshot(document, expected, snapshot, length, covered));
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
    public Page<String> documents(@Nullable String after, int limit) {
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
