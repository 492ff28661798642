/** The document at other times than now: what was deleted and came back, positions that edits move, snapshots. */
@NullMarked
package dev.collab4j.core.internal.history;

import org.jspecify.annotations.NullMarked;
