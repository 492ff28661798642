/** How structs and deletes from outside, and local insertions, get into the store: the conflict resolution of YATA. */
@NullMarked
package dev.collab4j.core.internal.integrate;

import org.jspecify.annotations.NullMarked;
