/** The command {@code inspect}: what is in files of updates; it merges, cuts and converts them. */
@NullMarked
package dev.collab4j.example.inspect;

import org.jspecify.annotations.NullMarked;
