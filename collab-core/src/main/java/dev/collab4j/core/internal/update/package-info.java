/** Updates merged and cut without a document. */
@NullMarked
package dev.collab4j.core.internal.update;

import org.jspecify.annotations.NullMarked;
