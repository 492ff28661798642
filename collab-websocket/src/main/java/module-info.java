/** WebSocket transport on Jakarta WebSocket: carries frames between any servlet container and an acceptor of the transport SPI. */
@org.jspecify.annotations.NullMarked
module dev.collab4j.websocket {
    requires transitive dev.collab4j.spi;
    requires transitive jakarta.servlet;
    requires jakarta.websocket;
    requires jakarta.websocket.client;
    requires static org.jspecify;

    exports dev.collab4j.websocket;
}
