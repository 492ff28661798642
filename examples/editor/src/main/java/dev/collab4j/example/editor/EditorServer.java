package dev.collab4j.example.editor;

import dev.collab4j.hub.Authenticator;
import dev.collab4j.hub.CollabHub;
import dev.collab4j.netty.NettyTransport;
import dev.collab4j.spi.storage.DocumentStore;

/** The page and the documents' WebSockets, in both protocols, at one port. */
public final class EditorServer implements AutoCloseable {

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
        CollabHub hub = CollabHub.builder()
                .store(store)
                .authenticator(Authenticator.anyone())
                .build();
        try {
            return new EditorServer(hub, listen(host, port, hub));
        } catch (RuntimeException e) {
            hub.close();
            throw e;
        }
    }

    private static NettyTransport listen(String host, int port, CollabHub hub) {
        return NettyTransport.builder()
                .host(host)
                .port(port)
                .route("/y/*", hub.yWebSocket())
                .route("/hocuspocus", hub.hocuspocus())
                .http(EditorPage.load())
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
