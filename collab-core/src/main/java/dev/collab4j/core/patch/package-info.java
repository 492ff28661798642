/** JSON Patch (RFC 6902) for shared maps and arrays. */
@NullMarked
package dev.collab4j.core.patch;

import org.jspecify.annotations.NullMarked;
