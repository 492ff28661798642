package dev.collab4j.it.host;

import dev.collab4j.spi.storage.DocumentStore;
import dev.collab4j.spi.storage.Head;
import dev.collab4j.spi.storage.StoredUpdate;
import dev.collab4j.spi.storage.UpdateId;
import dev.collab4j.testkit.ForwardingDocumentStore;
import java.io.InputStream;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A store whose writes hang while it is stalled: as a whole, or for single documents. */
public final class StallingStore extends ForwardingDocumentStore {

    private final Set<String> stalledDocuments = new HashSet<>();
    private boolean stalled;

    public StallingStore(DocumentStore store) {
        super(store);
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
        super.append(batch);
    }

    @Override
    public Optional<Head> replaceSnapshot(
            String document, Head expected, InputStream snapshot, long length, Collection<UpdateId> covered) {
        waitWhileStalled(List.of(document));
        return super.replaceSnapshot(document, expected, snapshot, length, covered);
    }
}
