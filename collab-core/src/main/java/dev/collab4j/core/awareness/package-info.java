/** Who is here and where their cursors are: the awareness protocol of y-protocols, without threads or network. */
@NullMarked
package dev.collab4j.core.awareness;

import org.jspecify.annotations.NullMarked;
