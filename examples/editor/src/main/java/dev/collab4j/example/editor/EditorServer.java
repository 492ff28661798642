package dev.collab4j.example.editor;

import dev.collab4j.hub.CollabHub;
import dev.collab4j.hub.ContentOptions;
import dev.collab4j.hub.HubMetrics;
import dev.collab4j.netty.HttpHandler;
import dev.collab4j.netty.NettyMetrics;
import dev.collab4j.netty.NettyTransport;
import dev.collab4j.spi.storage.DocumentStore;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Duration;
import java.util.List;

/** The page and the documents' WebSockets, in both protocols, at one port. */
public final class EditorServer implements AutoCloseable, MeterBinder {

    private static final Duration PUBLISH_AFTER = Duration.ofMillis(500);

    private final CollabHub hub;
    private final RoomList rooms;
    private final NettyTransport transport;

    private EditorServer(CollabHub hub, RoomList rooms, NettyTransport transport) {
        this.hub = hub;
        this.rooms = rooms;
        this.transport = transport;
    }

    /**
     * Starts.
     *
     * @param host the address to listen on, not null
     * @param port the port, 0 for a free one
     * @param store where the documents are, stays open; not null
     * @param secret random bytes that make the read-only links, not null
     * @return the running server, not null
     * @throws java.io.UncheckedIOException if the port can't be had
     */
    public static EditorServer start(String host, int port, DocumentStore store, byte[] secret) {
        ViewLinks links = new ViewLinks(secret);
        PublishedPages pages = new PublishedPages();
        CollabHub hub = CollabHub.builder()
                .store(store)
                .authenticator(links)
                .contentHook(pages)
                .contentOptions(ContentOptions.builder().interval(PUBLISH_AFTER).build())
                .build();
        RoomList rooms = RoomList.of(hub, store);
        try {
            pages.catchUp(hub, store);
            return new EditorServer(hub, rooms, listen(host, port, hub, EditorPage.load(pages, rooms, links)));
        } catch (RuntimeException e) {
            rooms.close();
            hub.close();
            throw e;
        }
    }

    private static NettyTransport listen(String host, int port, CollabHub hub, HttpHandler page) {
        return NettyTransport.builder()
                .host(host)
                .port(port)
                .route("/y/*", hub.yWebSocket())
                .route("/hocuspocus", hub.hocuspocus())
                .http(page)
                .start();
    }

    /** Has a registry read the meters of the hub and the transport. */
    @Override
    public void bindTo(MeterRegistry registry) {
        HubMetrics.of(hub).bindTo(registry);
        NettyMetrics.of(transport).bindTo(registry);
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

    /**
     * Sends the clients away, one after the other, to where they come back to, and stores what they have written. Blocks.
     *
     * @param within how long it may take, not negative, not null
     */
    public void drain(Duration within) {
        List<String> unsaved = hub.drain(within).join();
        if (!unsaved.isEmpty()) {
            System.out.println("Not everything could be stored of " + unsaved);
        }
    }

    /** Stores what is open, tells the clients to come back, and stops. */
    @Override
    public void close() {
        rooms.close();
        hub.close();
        transport.close();
    }
}
