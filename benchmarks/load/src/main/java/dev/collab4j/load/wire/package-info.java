/** WebSocket connections to servers of Yjs clients, and what of their messages a load generator has to read. */
@NullMarked
package dev.collab4j.load.wire;

import org.jspecify.annotations.NullMarked;
