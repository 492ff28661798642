/** A page where several people write one text, and its server. */
@NullMarked
package dev.collab4j.example.editor;

import org.jspecify.annotations.NullMarked;
