/** Documents of Yjs 13: shared types, updates and state vectors, with the exact bytes of Yjs. */
@NullMarked
package dev.collab4j.core;

import org.jspecify.annotations.NullMarked;
