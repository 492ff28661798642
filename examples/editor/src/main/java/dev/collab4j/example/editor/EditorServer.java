package dev.collab4j.example.editor;

import dev.collab4j.hub.Authenticator;
import dev.collab4j.hub.CollabHub;
import dev.collab4j.hub.ContentOptions;
import dev.collab4j.netty.NettyTransport;
import dev.collab4j.spi.storage.DocumentStore;
import java.time.Duration;

/** The page and the documents' WebSockets, in both protocols, at one port. */
public final class EditorServer implements AutoCloseable {

    private static final Duration PUBLISH_AFTER = Duration.ofMillis(500);

    private final CollabHub hub;
    private final NettyTransport transport;

    private EditorServer(CollabHub hub, NettyTransport transport) {
        this.hub = hub;
        this.transport = transport;
    }

    /**
     * Starts.
     *
     * @param host the address to listen on, not null
     * @param port the port, 0 for a free one
     * @param store where the documents are, stays open; not null
     * @return the running server, not null
     * @throws java.io.UncheckedIOException if the port can't be had
     */
    public static EditorServer start(String host, int port, DocumentStore store) {
        PublishedPages pages = new PublishedPages();
        CollabHub hub = CollabHub.builder()
                .store(store)
                .authenticator(Authenticator.anyone())
                .contentHook(pages)
                .contentOptions(ContentOptions.builder().interval(PUBLISH_AFTER).build())
                .build();
        try {
            pages.catchUp(hub, store);
            return new EditorServer(hub, listen(host, port, hub, pages));
        } catch (RuntimeException e) {
            hub.close();
            throw e;
        }
    }

    private static NettyTransport listen(String host, int port, CollabHub hub, PublishedPages pages) {
        return NettyTransport.builder()
                .host(host)
                .port(port)
                .route("/y/*", hub.yWebSocket())
                .route("/hocuspocus", hub.hocuspocus())
                .http(EditorPage.load(pages))
                .start();
    }

    /**
     * The hub, for a look into its rooms.
     *
     * @return the hub, not null
     */
    public CollabHub hub() {
        return hub;
    }

    /**
     * The port that is listened on.
     *
     * @return the port
     */
    public int port() {
        return transport.port();
    }

    /** Stores what is open, tells the clients to come back, and stops. */
    @Override
    public void close() {
        hub.close();
        transport.close();
    }
}
