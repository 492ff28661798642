package dev.collab4j.it.providers;

import dev.collab4j.hub.CollabHub;
import dev.collab4j.netty.NettyTransport;

/** Both protocols on Netty. */
final class NettyListener implements ProviderServer.Listener {

    private final NettyTransport transport;

    NettyListener(int port, CollabHub hub) {
        transport = NettyTransport.builder()
                .host("127.0.0.1")
                .port(port)
                .route("/y/*", hub.yWebSocket())
                .route("/hocuspocus", hub.hocuspocus())
                .start();
    }

    @Override
    public int port() {
        return transport.port();
    }

    @Override
    public void close() {
        transport.close();
    }
}
