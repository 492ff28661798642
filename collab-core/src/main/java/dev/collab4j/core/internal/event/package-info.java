/** What a transaction changed, as its observers see it, and who is told in which order. */
@NullMarked
package dev.collab4j.core.internal.event;

import org.jspecify.annotations.NullMarked;
