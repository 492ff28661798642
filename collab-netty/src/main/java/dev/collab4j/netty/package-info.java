/**
 * A WebSocket transport on Netty, for density: less than two kilobytes of heap for an idle connection.
 *
 * <p>{@link dev.collab4j.netty.NettyTransport} serves the acceptors of a hub under paths of one port, and beside them
 * what an {@link dev.collab4j.netty.HttpHandler} answers, so that a page and its WebSocket share the port. It runs on
 * epoll where Netty's native library is on the class path, else on NIO. Compression and TLS are left to a proxy.
 */
@NullMarked
package dev.collab4j.netty;

import org.jspecify.annotations.NullMarked;
