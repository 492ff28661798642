/** Positions in long lists, found without walking them. */
@NullMarked
package dev.collab4j.core.internal.index;

import org.jspecify.annotations.NullMarked;
