package dev.collab4j.hub.internal.engine;

import dev.collab4j.core.Doc;
import dev.collab4j.spi.storage.DocumentStore;
import dev.collab4j.spi.storage.Head;
import dev.collab4j.spi.storage.LoadSink;
import dev.collab4j.spi.storage.StorageException;
import dev.collab4j.spi.storage.StoredUpdate;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;

/** Deletes and renames documents, and brings them back, empty. Blocks. */
public final class Tombstones {

    private Tombstones() {}

    /**
     * A document that is deleted.
     *
     * @param isNew whether it was not before
     * @param generation which of the documents of its name it was
     */
    public record Deletion(boolean isNew, long generation) {}

    /**
     * Deletes a document, whatever it has become meanwhile.
     *
     * @param store where it is
     * @param document its name
     * @return what is over
     */
    public static Deletion delete(DocumentStore store, String document) {
        Head head = head(store, document);
        while (!head.deleted()) {
            if (store.delete(document, head.generation())) {
                return new Deletion(true, head.generation());
            }
            head = head(store, document);
        }
        return new Deletion(false, head.generation());
    }

    /**
     * Brings a deleted document back.
     *
     * @param store where it is
     * @param document its name
     * @return what is over; empty if it isn't deleted
     */
    public static Optional<Deletion> recreate(DocumentStore store, String document) {
        Head head = head(store, document);
        if (!head.deleted()) {
            return Optional.empty();
        }
        store.recreate(document, head);
        return Optional.of(new Deletion(false, head.generation()));
    }

    /**
     * Stores a document under a new name and deletes it under the old one.
     *
     * @param store where it is
     * @param document its name
     * @param newName what it is to be called
     * @return what is over; empty if there is, or was, a document of the new name: then nothing was done
     */
    public static Optional<Deletion> rename(DocumentStore store, String document, String newName) {
        LoadedDocument target = LoadedDocument.load(store, newName);
        boolean isFree = target.isNew() && target.head().equals(Head.UNKNOWN);
        return isFree ? copyAndDelete(store, document, newName) : Optional.empty();
    }

    private static Optional<Deletion> copyAndDelete(DocumentStore store, String document, String newName) {
        byte[] payload = payload(store, document);
        return store.replaceSnapshot(
                        newName, Head.UNKNOWN, new ByteArrayInputStream(payload), payload.length, List.of())
                .map(copied -> delete(store, document));
    }

    /** From the store, as another hub may have written what this one has not heard of. */
    private static byte[] payload(DocumentStore store, String document) {
        LoadedDocument loaded = LoadedDocument.load(store, document);
        if (loaded.head().deleted()) {
            throw refusal(document);
        }
        Doc doc = new Doc();
        loaded.content().forEach(doc::applyUpdate);
        return Payload.of(doc.encodeStateAsUpdate());
    }

    /** What meets a tombstone. */
    static StorageException refusal(String document) {
        return new StorageException(StorageException.Kind.REFUSED, document, "the document was deleted");
    }

    /** Whether a load has met one. */
    static boolean isRefusal(Throwable why) {
        return why instanceof StorageException failure && failure.kind() == StorageException.Kind.REFUSED;
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
