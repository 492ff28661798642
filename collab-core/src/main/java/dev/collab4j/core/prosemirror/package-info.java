/**
 * Documents of editors that are built on ProseMirror (Tiptap, BlockNote, Remirror, ...), as {@code y-prosemirror} keeps
 * them in a {@link dev.collab4j.core.YXmlFragment}: as the JSON of ProseMirror, as HTML and as plain text.
 *
 * <p>Needs no schema: nodes and marks of any name are taken over. All classes are immutable and safe for all threads unless
 * they say otherwise; nothing recurses, so a document may be nested as deep as it likes.
 */
@NullMarked
package dev.collab4j.core.prosemirror;

import org.jspecify.annotations.NullMarked;
