/** Rooms as actors: what happens to a document between a frame, the store, the bus and the other sessions. */
@NullMarked
package dev.collab4j.hub.internal.engine;

import org.jspecify.annotations.NullMarked;
