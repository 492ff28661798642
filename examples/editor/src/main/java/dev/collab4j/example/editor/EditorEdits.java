package dev.collab4j.example.editor;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.collab4j.core.Delta;
import dev.collab4j.core.Json;
import dev.collab4j.core.UnusableSnapshotException;
import dev.collab4j.hub.CollabHub;
import dev.collab4j.hub.LimitExceededException;
import dev.collab4j.hub.Room;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/**
 * The texts for those who have no Yjs: {@code GET /text/{room}} gives a text and its version, {@code POST} takes a version
 * and a delta that was made at it, and gives the version that the sender has then. On the JDK's own HTTP server, and a port
 * of its own.
 */
public final class EditorEdits implements AutoCloseable {

    private static final int THREADS = 4;
    /** Bounds what a forged version costs, too: read, it is some 40 times as large. */
    private static final int MAX_BODY_BYTES = 1 << 20;

    private final CollabHub hub;
    private final HttpServer server;
    private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);

    private EditorEdits(CollabHub hub, HttpServer server) {
        this.hub = hub;
        this.server = server;
    }

    /**
     * Starts.
     *
     * @param host the address to listen on, not null
     * @param port the port, 0 for a free one
     * @param hub whose rooms are edited, not null
     * @return the running server, not null
     * @throws IOException if the port can't be had
     */
    public static EditorEdits start(String host, int port, CollabHub hub) throws IOException {
        EditorEdits edits = new EditorEdits(hub, HttpServer.create(new InetSocketAddress(host, port), 0));
        edits.server.setExecutor(edits.threads);
        edits.server.createContext("/text/", edits::handle);
        edits.server.start();
        return edits;
    }

    /**
     * The port that is listened on.
     *
     * @return the port
     */
    public int port() {
        return server.getAddress().getPort();
    }

    private record Answer(int status, Map<String, ?> body) {

        static Answer error(int status, @Nullable String message) {
            return new Answer(status, Map.of("error", String.valueOf(message)));
        }
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            Answer answer = answer(exchange);
            byte[] body = Json.stringify(answer.body()).getBytes(UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.getResponseHeaders().set("X-Content-Type-Options", "nosniff");
            exchange.sendResponseHeaders(answer.status(), body.length);
            exchange.getResponseBody().write(body);
        }
    }

    private Answer answer(HttpExchange exchange) throws IOException {
        try {
            Room room = hub.room(exchange.getRequestURI().getPath().substring("/text/".length()));
            return switch (exchange.getRequestMethod()) {
                case "GET" -> read(room);
                case "POST" -> edit(room, exchange);
                default -> Answer.error(405, "GET and POST only");
            };
        } catch (IllegalArgumentException e) {
            return Answer.error(400, e.getMessage());
        } catch (CompletionException e) {
            return failed(e.getCause());
        }
    }

    private static Answer failed(@Nullable Throwable why) {
        if (why instanceof UnusableSnapshotException) {
            return Answer.error(409, why.getMessage());
        }
        if (why instanceof IllegalArgumentException) {
            return Answer.error(400, why.getMessage());
        }
        return why instanceof LimitExceededException
                ? Answer.error(503, why.getMessage())
                : Answer.error(500, "not now");
    }

    private static Answer read(Room room) {
        Map<String, String> page = room.read(
                        doc -> Map.of("text", doc.getText("text").toString(), "version", room.versionOf(doc)))
                .join();
        return new Answer(200, page);
    }

    /** Other pages can't send this type without asking, and nobody answers them. */
    private static Answer edit(Room room, HttpExchange exchange) throws IOException {
        String type = String.valueOf(exchange.getRequestHeaders().getFirst("Content-Type"));
        if (!type.matches("(?i)application/json *(;.*)?")) {
            return Answer.error(415, "application/json only");
        }
        byte[] body = exchange.getRequestBody().readNBytes(MAX_BODY_BYTES + 1);
        if (body.length > MAX_BODY_BYTES) {
            return Answer.error(413, "at most " + MAX_BODY_BYTES + " bytes");
        }
        if (Json.parse(new String(body, UTF_8)) instanceof Map<?, ?> edit
                && edit.get("version") instanceof String version) {
            Delta delta = Delta.fromJson(edit.get("delta"));
            return new Answer(
                    200,
                    Map.of(
                            "version",
                            room.applyDelta(version, "http", "text", delta).join()));
        }
        return Answer.error(400, "version and delta are missing");
    }

    /** Stops; requests that are being answered may fail. */
    @Override
    public void close() {
        server.stop(0);
        threads.shutdown();
    }
}
