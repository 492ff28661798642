/**
 * A document store on a relational database; H2 so far.
 *
 * <p>For H2 in a file, give the URL {@code WRITE_DELAY=0}: without it a commit of the last half second does not survive
 * SIGKILL, and {@link dev.collab4j.jdbc.JdbcDocumentStore#check} says so. Where threads may be interrupted while they
 * store, use the {@code async:} file system ({@code jdbc:h2:async:./data/documents;WRITE_DELAY=0}): with the default
 * one an interrupt in the middle of a write closes H2's file, and with it the database.
 */
@NullMarked
package dev.collab4j.jdbc;

import org.jspecify.annotations.NullMarked;
