/**
 * The hub: {@link dev.collab4j.hub.CollabHub} serves rooms to clients through a transport, keeps them in a store, and
 * lets code of the application read and edit them while people type.
 */
@NullMarked
package dev.collab4j.hub;

import org.jspecify.annotations.NullMarked;
