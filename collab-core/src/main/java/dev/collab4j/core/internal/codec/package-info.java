/** How structs, delete sets and state vectors are read from bytes and written to them; where both are needed the names are those of the Yjs encoders and decoders. */
@NullMarked
package dev.collab4j.core.internal.codec;

import org.jspecify.annotations.NullMarked;
