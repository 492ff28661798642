package dev.collab4j.it.monitoring;

import dev.collab4j.hub.memory.InMemoryDocumentStore;
import dev.collab4j.spi.storage.Head;
import dev.collab4j.spi.storage.LoadSink;
import dev.collab4j.spi.storage.StorageException;
import dev.collab4j.spi.storage.StoredUpdate;
import dev.collab4j.testkit.ForwardingDocumentStore;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** A store whose appends and loads fail or take long, from some time on. */
final class TroubledStore extends ForwardingDocumentStore {

    private volatile boolean fails;
    private volatile Duration delay = Duration.ZERO;

    TroubledStore() {
        super(new InMemoryDocumentStore());
    }

    void fail(boolean now) {
        fails = now;
    }

    void delay(Duration time) {
        delay = time;
    }

    private void suffer() {
        LockSupport.parkNanos(delay.toNanos());
        if (fails) {
            throw new StorageException(StorageException.Kind.TRANSIENT, null, "as the test wants");
        }
    }

    @Override
    public void append(List<StoredUpdate> batch) {
        suffer();
        super.append(batch);
    }

    @Override
    public Head load(String document, LoadSink sink) {
        suffer();
        return super.load(document, sink);
    }
}
