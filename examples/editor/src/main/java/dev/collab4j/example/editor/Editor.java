package dev.collab4j.example.editor;

import dev.collab4j.spi.Health;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/**
 * The example's command. Settings are environment variables: {@code PORT} (8080), {@code EDITS_PORT} (none), {@code HOST}
 * (127.0.0.1), {@code DATA_DIR} (./data) and {@code DRAIN_SECONDS} (10), in which clients are sent to another server when this one
 * is told to stop; {@code MANAGEMENT_PORT} (none) and {@code MANAGEMENT_HOST} (127.0.0.1) for
 * {@link Management}.
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
        startEdits(settings.edits(), server, database);
        Management management = manage(settings.management(), server, database);
        CountDownLatch stopped = new CountDownLatch(1);
        Runtime.getRuntime()
                .addShutdownHook(
                        new Thread(() -> stop(settings, management, server, database, stopped), "editor-stop"));
        greet(settings, server, database);
        greet(settings.management(), management);
        stopped.await(); // the transport's threads keep no process alive
    }

    private static EditorServer start(EditorSettings settings, EditorDatabase database) {
        Address page = settings.page();
        try {
            return EditorServer.start(page.host(), page.port(), database.store(), database.secret());
        } catch (UncheckedIOException e) {
            database.close();
            throw new StartException(page.advice(String.valueOf(e.getMessage())), e);
        }
    }

    /** Its threads end with the process, as it does: what it was told is stored. */
    private static void startEdits(@Nullable Address address, EditorServer server, EditorDatabase database) {
        if (address == null) {
            return;
        }
        try {
            EditorEdits edits = EditorEdits.start(address.host(), address.port(), server.hub());
            System.out.println("Edits by HTTP at " + address.url(edits.port()) + "/text/{room}");
        } catch (IOException e) {
            server.close();
            database.close();
            throw new StartException(address.advice("Port " + address.port() + " is taken"), e);
        }
    }

    private static @Nullable Management manage(
            @Nullable Address address, EditorServer server, EditorDatabase database) {
        if (address == null) {
            return null;
        }
        PrometheusMeterRegistry registry = Management.registry();
        server.bindTo(registry);
        database.bindTo(registry);
        try {
            return Management.start(address.host(), address.port(), registry, server.hub());
        } catch (UncheckedIOException e) {
            server.close();
            database.close();
            throw new StartException(address.advice(String.valueOf(e.getMessage())), e);
        }
    }

    private static void greet(EditorSettings settings, EditorServer server, EditorDatabase database) {
        Address page = settings.page();
        System.out.println("Collab editor at " + page.url(server.port()) + " (documents in " + settings.dataAsGiven()
                + ", Ctrl-C stops)");
        if (!page.isLocal()) {
            System.out.println("Warning: without a login, everybody who reaches " + page.host()
                    + " can read and change every document");
        }
        Health health = database.store().check();
        if (health.status() != Health.Status.UP) {
            System.out.println("Warning: " + health.detail());
        }
    }

    private static void greet(@Nullable Address address, @Nullable Management management) {
        if (address != null && management != null) {
            System.out.println("Metrics at " + address.url(management.port()) + "/metrics");
            if (!address.isLocal()) {
                System.out.println("Warning: everybody who reaches " + address.host() + " can read the metrics");
            }
        }
    }

    private static void stop(
            EditorSettings settings,
            @Nullable Management management,
            EditorServer server,
            EditorDatabase database,
            CountDownLatch stopped) {
        server.drain(settings.drain());
        server.close();
        if (management != null) {
            management.close();
        }
        database.close();
        stopped.countDown();
    }
}
