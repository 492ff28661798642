package dev.collab4j.hub.internal.engine;

import dev.collab4j.spi.storage.DocumentStore;
import dev.collab4j.spi.storage.Head;
import dev.collab4j.spi.storage.LoadSink;
import dev.collab4j.spi.storage.StoredUpdate;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.List;

/** Deletes and renames documents, and brings them back, empty. Blocks. */
public final class Tombstones {

    private Tombstones() {}

    /**
     * Deletes a document, whatever it has become meanwhile.
     *
     * @param store where it is
     * @param document its name
     * @return false if it was deleted already
     */
    public static boolean delete(DocumentStore store, String document) {
        for (Head head = head(store, document); !head.deleted(); head = head(store, document)) {
            if (store.delete(document, head.generation())) {
                return true;
            }
        }
        return false;
    }

    /**
     * Brings a deleted document back.
     *
     * @param store where it is
     * @param document its name
     * @return false if it isn't deleted
     */
    public static boolean recreate(DocumentStore store, String document) {
        Head head = head(store, document);
        if (head.deleted()) {
            store.recreate(document, head);
        }
        return head.deleted();
    }

    /**
     * Stores a document under a new name and deletes it under the old one.
     *
     * @param store where it is
     * @param document its name
     * @param newName what it is to be called
     * @param payload all of it
     * @return false if there is, or was, a document of the new name; then nothing was done
     */
    public static boolean rename(DocumentStore store, String document, String newName, byte[] payload) {
        boolean copied = store.replaceSnapshot(
                        newName, Head.UNKNOWN, new ByteArrayInputStream(payload), payload.length, List.of())
                .isPresent();
        if (copied) {
            delete(store, document);
        }
        return copied;
    }

    private static Head head(DocumentStore store, String document) {
        return store.load(document, new LoadSink() {
            @Override
            public void update(StoredUpdate update) {}

            @Override
            public void snapshot(InputStream bytes, long length) {}
        });
    }
}
