/**
 * The messages that Yjs clients and servers exchange: bytes in, values out, and back. Who answers what is up to the
 * caller.
 */
@NullMarked
package dev.collab4j.core.protocol;

import org.jspecify.annotations.NullMarked;
