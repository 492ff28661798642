package dev.collab4j.it.editor;

import dev.collab4j.core.Doc;
import dev.collab4j.example.editor.EditorDatabase;
import dev.collab4j.example.editor.EditorServer;
import dev.collab4j.hub.CollabHub;
import dev.collab4j.spi.storage.DocumentStore;
import java.nio.file.Path;
import java.util.function.UnaryOperator;

/** The example's server in this JVM, so that a test can look into its documents and come between it and its store. */
final class LocalEditor implements AutoCloseable {

    private final EditorDatabase database;
    private final EditorServer server;

    private LocalEditor(EditorDatabase database, EditorServer server) {
        this.database = database;
        this.server = server;
    }

    static LocalEditor start(Path data) {
        return start(data, UnaryOperator.identity());
    }

    /** Starts with the example's store in a wrapper. */
    static LocalEditor start(Path data, UnaryOperator<DocumentStore> wrapper) {
        EditorDatabase database = EditorDatabase.open(data);
        try {
            DocumentStore store = wrapper.apply(database.store());
            return new LocalEditor(database, EditorServer.start("127.0.0.1", 0, store, database.secret()));
        } catch (RuntimeException e) {
            database.close();
            throw e;
        }
    }

    String address() {
        return "http://localhost:" + server.port();
    }

    CollabHub hub() {
        return server.hub();
    }

    /** The server's own document as an update. */
    byte[] state(String room) {
        return server.hub()
                .room(room)
                .read(doc -> doc.encodeStateAsUpdate().toV1())
                .join();
    }

    /** What code on the server writes, durable. */
    void write(String room, String root, String text) {
        server.hub()
                .room(room)
                .edit("code", doc -> doc.getText(root).insert(0, text))
                .join();
    }

    String text(String room, String root) {
        return server.hub().room(room).read(doc -> text(doc, root)).join();
    }

    private static String text(Doc doc, String root) {
        return doc.getText(root).toString();
    }

    @Override
    public void close() {
        server.close();
        database.close();
    }
}
