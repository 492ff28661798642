package dev.collab4j.jdbc;

import dev.collab4j.spi.storage.DocumentStore;
import dev.collab4j.spi.storage.Head;
import dev.collab4j.spi.storage.LoadSink;
import dev.collab4j.spi.storage.StoredUpdate;
import dev.collab4j.spi.storage.UpdateId;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a load has brought, and short forms of what tests store. */
class Collected implements LoadSink {

    static final long ORIGIN = 7;
    static final Instant AT = Instant.ofEpochMilli(1_700_000_000_123L);

    final List<StoredUpdate> updates = new ArrayList<>();
    Head head = Head.UNKNOWN;
    byte @Nullable [] snapshot;

    static Collected of(DocumentStore store, String document) {
        return new Collected().load(store, document);
    }

    Collected load(DocumentStore store, String document) {
        head = store.load(document, this);
        return this;
    }

    static StoredUpdate update(String document, long generation, long counter, String content) {
        byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
        return StoredUpdate.of(document, generation, new UpdateId(ORIGIN, counter), bytes, null, null, AT);
    }

    static Optional<Head> replace(
            DocumentStore store, String document, Head expected, String content, long... counters) {
        List<UpdateId> covered = new ArrayList<>();
        for (long counter : counters) {
            covered.add(new UpdateId(ORIGIN, counter));
        }
        byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
        return store.replaceSnapshot(document, expected, new ByteArrayInputStream(bytes), bytes.length, covered);
    }

    @Override
    public void update(StoredUpdate update) {
        updates.add(update);
    }

    @Override
    public void snapshot(InputStream bytes, long length) throws IOException {
        snapshot = bytes.readAllBytes();
    }

    List<String> texts() {
        return updates.stream()
                .map(update -> new String(update.bytes(), StandardCharsets.UTF_8))
                .toList();
    }

    String snapshotText() {
        return snapshot == null ? "" : new String(snapshot, StandardCharsets.UTF_8);
    }
}
