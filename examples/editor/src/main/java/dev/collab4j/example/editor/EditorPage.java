package dev.collab4j.example.editor;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.collab4j.netty.HttpHandler;
import dev.collab4j.netty.HttpRequest;
import dev.collab4j.netty.HttpResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Serves the pages from the jar. They may load nothing from anywhere else, and no other page may show them in a frame. */
final class EditorPage implements HttpHandler {

    // Styles in the page itself: the editors write them, and the others' cursors bring their colours so.
    private static final String POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self'; "
                    + "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
    private static final String HTML = "text/html; charset=utf-8";
    private static final String SCRIPT = "text/javascript; charset=utf-8";
    private static final String TIPTAP = "/tiptap/";
    private static final String VIEW = "/view/";
    private static final Map<String, String> TYPES = Map.of(
            "index.html", HTML,
            "tiptap.html", HTML,
            "rooms.html", HTML,
            "main.js", SCRIPT,
            "tiptap.js", SCRIPT,
            "rooms.js", SCRIPT,
            "socket-worker.js", SCRIPT,
            "style.css", "text/css; charset=utf-8",
            "icon.svg", "image/svg+xml");

    private static final HttpResponse READ_ONLY = HttpResponse.of(
            405, Map.of("Allow", "GET, HEAD", "Content-Type", "text/plain"), "GET only\n".getBytes(US_ASCII));

    private final Map<String, HttpResponse> files;
    private final PublishedPages pages;
    private final RoomList rooms;
    private final ViewLinks links;

    private EditorPage(Map<String, HttpResponse> files, PublishedPages pages, RoomList rooms, ViewLinks links) {
        this.files = files;
        this.pages = pages;
        this.rooms = rooms;
        this.links = links;
    }

    /** The editors' pages, those that can only be read, the list of rooms, and the way to the read-only link of each. */
    static EditorPage load(PublishedPages pages, RoomList rooms, ViewLinks links) {
        Map<String, HttpResponse> files = new HashMap<>();
        TYPES.forEach((name, type) -> files.put("/" + name, response(type, read(name))));
        files.put("/", Objects.requireNonNull(files.get("/index.html")));
        files.put("/rooms", Objects.requireNonNull(files.get("/rooms.html")));
        return new EditorPage(files, pages, rooms, links);
    }

    static HttpResponse response(String type, byte[] body) {
        Map<String, String> headers = Map.of(
                "Content-Type", type,
                "Content-Security-Policy", POLICY,
                "X-Content-Type-Options", "nosniff",
                "Referrer-Policy", "no-referrer",
                "Cache-Control", "no-cache");
        return HttpResponse.of(200, headers, body);
    }

    private static byte[] read(String name) {
        try (InputStream file = EditorPage.class.getResourceAsStream("page/" + name)) {
            if (file == null) {
                throw new IllegalStateException("The page was not built: " + name + " is missing");
            }
            return file.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public @Nullable HttpResponse handle(HttpRequest request) {
        boolean reads = request.method().equals("GET") || request.method().equals("HEAD");
        return reads ? find(request.path()) : READ_ONLY;
    }

    private @Nullable HttpResponse find(String path) {
        if (path.startsWith(TIPTAP)) {
            return files.get("/tiptap.html");
        }
        if (path.startsWith(VIEW)) {
            return view(path.substring(VIEW.length()));
        }
        if (path.equals("/rooms.json")) {
            return rooms.response();
        }
        HttpResponse file = files.get(path);
        return file == null ? pages.at(path) : file;
    }

    private HttpResponse view(String rawRoom) {
        String address = TIPTAP + rawRoom + "?view=" + links.token(decoded(rawRoom));
        return HttpResponse.of(302, Map.of("Location", address, "Cache-Control", "no-store"), new byte[0]);
    }

    /** The name in a raw path. */
    static String decoded(String raw) {
        try {
            return URI.create("/" + raw).getPath().substring(1);
        } catch (IllegalArgumentException e) {
            return raw; // no such room
        }
    }
}
