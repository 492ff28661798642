package dev.collab4j.example.editor;

import dev.collab4j.spi.Health;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.CountDownLatch;

/**
 * The example's command. Settings are environment variables: {@code PORT} (8080), {@code EDITS_PORT} (none), {@code HOST}
 * (127.0.0.1) and {@code DATA_DIR} (./data).
 */
public final class Editor {

    private Editor() {}

    /**
     * Runs until the process is told to stop.
     *
     * @param args none
     * @throws InterruptedException if the main thread is told to end
     */
    public static void main(String[] args) throws InterruptedException {
        try {
            run(EditorSettings.from(System.getenv()));
        } catch (StartException e) {
            System.err.println(e.getMessage());
            System.exit(1);
        }
    }

    private static void run(EditorSettings settings) throws InterruptedException {
        EditorDatabase database = EditorDatabase.open(settings.data());
        EditorServer server = start(settings, database);
        settings.editsPort().ifPresent(port -> startEdits(settings, port, server, database));
        CountDownLatch stopped = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(server, database, stopped), "editor-stop"));
        greet(settings, server, database);
        stopped.await(); // the transport's threads keep no process alive
    }

    private static EditorServer start(EditorSettings settings, EditorDatabase database) {
        try {
            return EditorServer.start(settings.host(), settings.port(), database.store(), database.secret());
        } catch (UncheckedIOException e) {
            database.close();
            throw new StartException(advice(e, settings), e);
        }
    }

    /** Its threads end with the process, as it does: what it was told is stored. */
    private static void startEdits(EditorSettings settings, int port, EditorServer server, EditorDatabase database) {
        try {
            EditorEdits edits = EditorEdits.start(settings.host(), port, server.hub());
            System.out.println(
                    "Edits by HTTP at http://" + settings.hostForBrowser() + ":" + edits.port() + "/text/{room}");
        } catch (IOException e) {
            server.close();
            database.close();
            throw new StartException("Port " + port + " is taken: EDITS_PORT=...", e);
        }
    }

    private static String advice(UncheckedIOException e, EditorSettings settings) {
        String what = String.valueOf(e.getMessage());
        return what.endsWith("is taken") ? what + ": PORT=" + settings.nextPort() + " ..." : what;
    }

    private static void greet(EditorSettings settings, EditorServer server, EditorDatabase database) {
        System.out.println("Collab editor at http://" + settings.hostForBrowser() + ":" + server.port()
                + " (documents in " + settings.dataAsGiven() + ", Ctrl-C stops)");
        if (!settings.isLocal()) {
            System.out.println("Warning: without a login, everybody who reaches " + settings.host()
                    + " can read and change every document");
        }
        Health health = database.store().check();
        if (health.status() != Health.Status.UP) {
            System.out.println("Warning: " + health.detail());
        }
    }

    private static void stop(EditorServer server, EditorDatabase database, CountDownLatch stopped) {
        server.close();
        database.close();
        stopped.countDown();
    }
}
