/** The protocols that clients speak, between a transport's frames and the engine's messages. */
@NullMarked
package dev.collab4j.hub.internal.wire;

import org.jspecify.annotations.NullMarked;
