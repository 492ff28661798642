package dev.collab4j.testkit.algorithm;

import dev.collab4j.core.Doc;

/** An edit of a document with types of all kinds. Whatever the document holds, it makes sense. */
@FunctionalInterface
public interface DocOp {
    /**
     * Does it.
     *
     * @param document not null
     */
    void applyTo(Doc document);
}
