package dev.collab4j.example.editor;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.collab4j.netty.HttpHandler;
import dev.collab4j.netty.HttpRequest;
import dev.collab4j.netty.HttpResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Serves the page from the jar. It may load nothing from anywhere else, and no other page may show it in a frame. */
final class EditorPage implements HttpHandler {

    // Styles in the page itself: CodeMirror writes them, and the others' cursors bring their colours so.
    private static final String POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self'; "
                    + "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
    private static final Map<String, String> TYPES = Map.of(
            "index.html", "text/html; charset=utf-8",
            "main.js", "text/javascript; charset=utf-8",
            "style.css", "text/css; charset=utf-8",
            "icon.svg", "image/svg+xml");

    private static final HttpResponse READ_ONLY = HttpResponse.of(
            405, Map.of("Allow", "GET, HEAD", "Content-Type", "text/plain"), "GET only\n".getBytes(US_ASCII));

    private final Map<String, HttpResponse> files;
    private final PublishedPages pages;

    private EditorPage(Map<String, HttpResponse> files, PublishedPages pages) {
        this.files = files;
        this.pages = pages;
    }

    /** The editor's page, and those that can only be read. */
    static EditorPage load(PublishedPages pages) {
        Map<String, HttpResponse> files = new HashMap<>();
        TYPES.forEach((name, type) -> files.put("/" + name, response(type, read(name))));
        files.put("/", Objects.requireNonNull(files.get("/index.html")));
        return new EditorPage(files, pages);
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
        HttpResponse file = files.get(path);
        return file == null ? pages.at(path) : file;
    }
}
