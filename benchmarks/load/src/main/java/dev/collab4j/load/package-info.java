/** Puts load on a server of Yjs clients, this hub or another, as many of them would, and measures what comes of it. */
@NullMarked
package dev.collab4j.load;

import org.jspecify.annotations.NullMarked;
