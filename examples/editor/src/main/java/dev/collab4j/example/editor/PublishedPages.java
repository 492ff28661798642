package dev.collab4j.example.editor;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.collab4j.core.Doc;
import dev.collab4j.core.prosemirror.HtmlWriter;
import dev.collab4j.hub.CollabHub;
import dev.collab4j.hub.ContentHook;
import dev.collab4j.hub.RoomContent;
import dev.collab4j.netty.HttpResponse;
import dev.collab4j.spi.storage.DocumentStore;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * What is in the rooms as pages that can only be read, at {@code /page/} and the room's name. A page is written when its
 * room has changed, and at the start; who reads it loads no room. Thread-safe.
 */
final class PublishedPages implements ContentHook {

    private static final String PATH = "/page/";
    private static final int MAX_PAGES = 1_000;

    private final HtmlWriter html = HtmlWriter.builder().build();
    private final Map<String, String> pages = new LinkedHashMap<>(16, 0.75F, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, String> eldest) {
            return size() > MAX_PAGES;
        }
    };

    @Override
    public void onContent(RoomContent content) {
        put(content.room(), page(content.room(), content.doc()));
    }

    /** Nobody has told what the rooms hold that were edited before this process. */
    void catchUp(CollabHub hub, DocumentStore store) {
        for (String room : store.documents(null, MAX_PAGES).items()) {
            CompletableFuture<Void> unused =
                    hub.room(room).read(doc -> page(room, doc)).thenAccept(page -> putIfNew(room, page));
        }
    }

    private synchronized void put(String room, String page) {
        pages.put(room, page);
    }

    private synchronized void putIfNew(String room, String page) {
        pages.putIfAbsent(room, page);
    }

    private synchronized @Nullable String find(String room) {
        return pages.get(room);
    }

    /** The page at a raw path, null if there is none. */
    @Nullable
    HttpResponse at(String path) {
        String page = path.startsWith(PATH) ? find(EditorPage.decoded(path.substring(PATH.length()))) : null;
        return page == null ? null : EditorPage.response("text/html; charset=utf-8", page.getBytes(UTF_8));
    }

    /** The text of this example's editor, or the document of one that is built on ProseMirror. */
    private String page(String room, Doc doc) {
        String document = html.write(doc.getXmlFragment("default"));
        String body = document.isEmpty() ? "<pre>" + escaped(doc.getText("text").toString()) + "</pre>" : document;
        return "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\">"
                + "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"><title>" + escaped(room)
                + "</title><link rel=\"stylesheet\" href=\"/style.css\"><main class=\"published\"><h1>" + escaped(room)
                + "</h1>" + body + "</main></html>";
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
