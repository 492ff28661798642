package dev.collab4j.hub;

import dev.collab4j.core.Doc;
import dev.collab4j.core.Update;
import dev.collab4j.spi.storage.DocumentStore;
import dev.collab4j.spi.storage.Head;
import dev.collab4j.spi.storage.LoadSink;
import dev.collab4j.spi.storage.StoredUpdate;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** What a store holds, read past the hub: a byte of format, then the update. */
final class StoredDocuments implements LoadSink {

    private final Doc doc = new Doc();
    private final List<StoredUpdate> updates = new ArrayList<>();

    private StoredDocuments() {}

    static Doc read(DocumentStore store, String document) {
        StoredDocuments read = new StoredDocuments();
        store.load(document, read);
        return read.doc;
    }

    /** The updates that no snapshot covers. */
    static List<StoredUpdate> updates(DocumentStore store, String document) {
        StoredDocuments read = new StoredDocuments();
        store.load(document, read);
        return read.updates;
    }

    static String text(DocumentStore store, String document, String text) {
        return read(store, document).getText(text).toString();
    }

    /** Writes a snapshot as another hub would; covers nothing. */
    static void writeSnapshot(DocumentStore store, String document, Doc content) {
        StoredDocuments read = new StoredDocuments();
        Head head = store.load(document, read);
        read.doc.applyUpdate(content.encodeStateAsUpdate());
        byte[] payload = payload(read.doc.encodeStateAsUpdate());
        store.replaceSnapshot(document, head, new ByteArrayInputStream(payload), payload.length, List.of())
                .orElseThrow();
    }

    static Update update(byte[] payload) {
        return Update.fromV1(Arrays.copyOfRange(payload, 1, payload.length));
    }

    static byte[] payload(Update update) {
        byte[] v1 = update.toV1();
        byte[] payload = new byte[v1.length + 1];
        payload[0] = 1;
        System.arraycopy(v1, 0, payload, 1, v1.length);
        return payload;
    }

    @Override
    public void update(StoredUpdate update) {
        updates.add(update);
        doc.applyUpdate(update(update.bytes()));
    }

    @Override
    public void snapshot(InputStream bytes, long length) throws IOException {
        doc.applyUpdate(update(bytes.readAllBytes()));
    }
}
