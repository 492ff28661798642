/** What people really typed, and documents that type it. */
@NullMarked
package dev.collab4j.benchmarks.trace;

import org.jspecify.annotations.NullMarked;
