/** Servers that are killed while many clients type. */
@org.jspecify.annotations.NullMarked
package dev.collab4j.it.kill;
