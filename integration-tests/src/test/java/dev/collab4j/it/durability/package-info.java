/** Servers that are killed, and databases that fail, while many clients type. */
@org.jspecify.annotations.NullMarked
package dev.collab4j.it.durability;
