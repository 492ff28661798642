package dev.collab4j.hub.internal.engine;

import dev.collab4j.core.Doc;
import dev.collab4j.core.Update;
import dev.collab4j.hub.RoomSeeder;
import dev.collab4j.spi.storage.DocumentStore;
import java.io.ByteArrayInputStream;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads documents for rooms, and has those seeded that the store has never seen. Blocks; thread-safe. */
public final class DocumentLoader {

    private final DocumentStore store;
    private final @Nullable RoomSeeder seeder;

    /**
     * A loader.
     *
     * @param store where documents stay
     * @param seeder gives new ones their content, null to leave them empty
     */
    public DocumentLoader(DocumentStore store, @Nullable RoomSeeder seeder) {
        this.store = store;
        this.seeder = seeder;
    }

    /** The host's code has failed, not the store. */
    static final class SeedException extends Exception {

        private static final long serialVersionUID = 1L;

        private SeedException(Exception cause) {
            super("the document can't be seeded", cause);
        }
    }

    LoadedDocument load(String document) throws SeedException {
        LoadedDocument loaded = LoadedDocument.load(store, document);
        return seeder != null && loaded.isNew() ? seed(seeder, document, loaded) : loaded;
    }

    /** The store takes the first of all seeds (S14); what it has then is what everybody gets. */
    private LoadedDocument seed(RoomSeeder with, String document, LoadedDocument loaded) throws SeedException {
        Update seed = seed(with, document);
        if (seed.isEmpty()) {
            return loaded;
        }
        byte[] snapshot = Payload.of(seed);
        store.replaceSnapshot(document, loaded.head(), new ByteArrayInputStream(snapshot), snapshot.length, List.of());
        return LoadedDocument.load(store, document);
    }

    private static Update seed(RoomSeeder with, String document) throws SeedException {
        Doc doc = new Doc();
        try {
            with.seed(document, doc);
        } catch (Exception e) {
            throw new SeedException(e);
        }
        return doc.encodeStateAsUpdate();
    }
}
