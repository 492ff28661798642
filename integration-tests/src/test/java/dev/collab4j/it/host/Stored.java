package dev.collab4j.it.host;

import dev.collab4j.spi.storage.DocumentStore;
import dev.collab4j.spi.storage.LoadSink;
import dev.collab4j.spi.storage.StoredUpdate;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/** What a store holds of a document, written down for Yjs: a line for each update and for the snapshot, base64. */
public final class Stored implements LoadSink {

    /** The byte that the hub writes in front of an update of format v1. */
    private static final byte V1 = 1;

    private final List<String> lines = new ArrayList<>();

    private Stored() {}

    public static Path write(DocumentStore store, String document, Path file) throws IOException {
        Stored stored = new Stored();
        store.load(document, stored);
        return Files.write(file, stored.lines);
    }

    @Override
    public void update(StoredUpdate update) {
        add(update.bytes());
    }

    @Override
    public void snapshot(InputStream bytes, long length) throws IOException {
        add(bytes.readAllBytes());
    }

    private void add(byte[] payload) {
        if (payload[0] != V1) {
            throw new AssertionError("The hub stores a format that this test doesn't know: " + payload[0]);
        }
        lines.add(Base64.getEncoder().encodeToString(Arrays.copyOfRange(payload, 1, payload.length)));
    }
}
