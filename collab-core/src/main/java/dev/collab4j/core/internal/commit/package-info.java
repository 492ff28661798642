/** The end of a transaction, a step a method, in the order that Yjs has. */
@NullMarked
package dev.collab4j.core.internal.commit;

import org.jspecify.annotations.NullMarked;
