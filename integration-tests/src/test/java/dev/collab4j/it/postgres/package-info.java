/** A real PostgreSQL, for the tests that need one. */
@org.jspecify.annotations.NullMarked
package dev.collab4j.it.postgres;
