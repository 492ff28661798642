/** What an update would change in a document, found out beside the store, which stays as it is. */
@NullMarked
package dev.collab4j.core.internal.preview;

import org.jspecify.annotations.NullMarked;
