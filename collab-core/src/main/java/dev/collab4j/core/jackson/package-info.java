/**
 * Records and POJOs in documents, by Jackson. Needs {@code tools.jackson.core:jackson-databind}, which is an optional
 * dependency: nothing else in the core does, and no class of this package is loaded unless it is used.
 */
@NullMarked
package dev.collab4j.core.jackson;

import org.jspecify.annotations.NullMarked;
