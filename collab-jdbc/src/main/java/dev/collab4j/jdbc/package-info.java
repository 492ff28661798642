/**
 * A document store on PostgreSQL or H2. {@link dev.collab4j.jdbc.JdbcDocumentStore} says which settings
 * of the database it needs.
 */
@NullMarked
package dev.collab4j.jdbc;

import org.jspecify.annotations.NullMarked;
