/** The reference store and bus, in memory: for tests, demonstrations and single processes that keep nothing. */
@NullMarked
package dev.collab4j.hub.memory;

import org.jspecify.annotations.NullMarked;
