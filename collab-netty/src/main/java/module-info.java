/** WebSocket transport on Netty: carries frames between a socket and an acceptor of the transport SPI. */
@org.jspecify.annotations.NullMarked
module dev.collab4j.netty {
    requires transitive dev.collab4j.spi;
    requires io.netty.buffer;
    requires io.netty.codec;
    requires io.netty.codec.http;
    requires io.netty.common;
    requires io.netty.transport;
    requires io.netty.transport.classes.epoll;
    requires io.netty.transport.unix.common;
    requires static micrometer.core;
    requires static org.jspecify;
    requires org.slf4j;

    exports dev.collab4j.netty;
}
