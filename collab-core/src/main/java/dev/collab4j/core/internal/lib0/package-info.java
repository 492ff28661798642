/** The encodings under everything else: variable-length integers, UTF-8, lib0's {@code any}, JavaScript's JSON. */
@NullMarked
package dev.collab4j.core.internal.lib0;

import org.jspecify.annotations.NullMarked;
