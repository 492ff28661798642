/** The rules of local edits: which gap an insert takes, which formats it writes, and how values come in and go out. */
@NullMarked
package dev.collab4j.core.internal.edit;

import org.jspecify.annotations.NullMarked;
