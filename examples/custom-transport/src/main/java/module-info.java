/** A transport of one's own: WebSocket on plain sockets. */
module dev.collab4j.example.transport {
    requires transitive dev.collab4j.spi;

    exports dev.collab4j.example.transport;
}
