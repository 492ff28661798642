/**
 * WebSocket transport on Jakarta WebSocket 2.1: {@link dev.collab4j.websocket.WebSocketServlet} serves an acceptor of the
 * transport SPI in any servlet container.
 */
@NullMarked
package dev.collab4j.websocket;

import org.jspecify.annotations.NullMarked;
