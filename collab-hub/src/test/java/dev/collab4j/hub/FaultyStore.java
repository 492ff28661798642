package dev.collab4j.hub;

import dev.collab4j.hub.memory.InMemoryDocumentStore;
import dev.collab4j.spi.storage.Head;
import dev.collab4j.spi.storage.StorageException;
import dev.collab4j.spi.storage.StorageException.Kind;
import dev.collab4j.spi.storage.StoredUpdate;
import dev.collab4j.spi.storage.UpdateId;
import dev.collab4j.testkit.ForwardingDocumentStore;
import java.io.InputStream;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A store whose writes fail, hang or are slow for a while. */
final class FaultyStore extends ForwardingDocumentStore {

    enum Fault {
        NONE,
        FAILS,
        HANGS,
        SLOW
    }

    private static final Duration SLOWNESS = Duration.ofSeconds(5);

    private final Object changes = new Object();
    final Set<UpdateId> durable = ConcurrentHashMap.newKeySet();
    private volatile Fault fault = Fault.NONE;

    FaultyStore() {
        super(new InMemoryDocumentStore());
    }

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

    @Override
    public void append(List<StoredUpdate> batch) {
        suffer();
        super.append(batch);
        batch.forEach(update -> durable.add(update.id()));
    }

    @Override
    public Optional<Head> replaceSnapshot(
            String document, Head expected, InputStream snapshot, long length, Collection<UpdateId> covered) {
        suffer();
        return super.replaceSnapshot(document, expected, snapshot, length, covered);
    }
}
