/** What the operating system knows of processes: processor time and memory. */
@NullMarked
package dev.collab4j.load.system;

import org.jspecify.annotations.NullMarked;
