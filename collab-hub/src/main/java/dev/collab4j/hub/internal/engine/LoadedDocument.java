package dev.collab4j.hub.internal.engine;

import dev.collab4j.core.Update;
import dev.collab4j.spi.storage.DocumentStore;
import dev.collab4j.spi.storage.Head;
import dev.collab4j.spi.storage.LoadSink;
import dev.collab4j.spi.storage.StorageException;
import dev.collab4j.spi.storage.StorageException.Kind;
import dev.collab4j.spi.storage.StoredUpdate;
import dev.collab4j.spi.storage.UpdateId;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a store has of a document. */
final class LoadedDocument {

    /** The largest array that every JVM gives. */
    private static final int MAX_BYTES = Integer.MAX_VALUE - 8;

    private final Head head;
    private final @Nullable Update snapshot;
    private final List<StoredUpdate> updates;
    private final List<UpdateId> ids;
    private final long uncoveredBytes;
    private final long bytes;

    private LoadedDocument(
            Head head,
            @Nullable Update snapshot,
            List<StoredUpdate> updates,
            List<UpdateId> ids,
            long uncoveredBytes,
            long bytes) {
        this.head = head;
        this.snapshot = snapshot;
        this.updates = updates;
        this.ids = ids;
        this.uncoveredBytes = uncoveredBytes;
        this.bytes = bytes;
    }

    /** Reads a document; blocks. */
    static LoadedDocument load(DocumentStore store, String document) {
        Collector collector = new Collector(document);
        Head head = store.load(document, collector);
        List<StoredUpdate> updates = collector.updates;
        return new LoadedDocument(
                head,
                collector.snapshot,
                updates,
                updates.stream().map(StoredUpdate::id).toList(),
                updates.stream().mapToLong(update -> update.bytes().length).sum(),
                collector.bytes);
    }

    /** What a room had of a document: the whole, with the updates in it that no snapshot covers. */
    static LoadedDocument of(Head head, Update whole, List<UpdateId> uncovered, long uncoveredBytes, long bytes) {
        return new LoadedDocument(head, whole, List.of(), uncovered, uncoveredBytes, bytes);
    }

    Head head() {
        return head;
    }

    /** Whether the store has never had anything of it. */
    boolean isNew() {
        return !head.deleted() && head.version() == 0 && ids.isEmpty();
    }

    /** How many bytes were read. */
    long bytes() {
        return bytes;
    }

    /** How many of them are in updates that no snapshot covers. */
    long uncoveredBytes() {
        return uncoveredBytes;
    }

    List<UpdateId> ids() {
        return ids;
    }

    /** All content in an order that a document takes: the snapshot, then the updates. */
    List<Update> content() {
        List<Update> content = new ArrayList<>();
        if (snapshot != null) {
            content.add(snapshot);
        }
        updates.forEach(update -> content.add(Payload.read(update.bytes(), update.document())));
        return content;
    }

    private static final class Collector implements LoadSink {

        private final String document;
        private final List<StoredUpdate> updates = new ArrayList<>();
        private @Nullable Update snapshot;
        private long bytes;

        private Collector(String document) {
            this.document = document;
        }

        @Override
        public void update(StoredUpdate update) {
            updates.add(update);
            bytes += update.bytes().length;
        }

        @Override
        public void snapshot(InputStream stream, long length) throws IOException {
            if (length < 0 || length > MAX_BYTES) {
                throw new StorageException(Kind.CORRUPT, document, "a snapshot of " + length + " bytes");
            }
            byte[] payload = stream.readNBytes((int) length);
            if (payload.length != length) {
                throw new StorageException(Kind.CORRUPT, document, "a snapshot that ends early");
            }
            snapshot = Payload.read(payload, document);
            bytes += length;
        }
    }
}
