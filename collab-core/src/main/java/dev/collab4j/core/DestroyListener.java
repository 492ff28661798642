package dev.collab4j.core;

/** Is told that a document is destroyed. */
@FunctionalInterface
public interface DestroyListener {
    /**
     * Runs once, behind the updates of the document, without its lock; all listeners of the document are taken off then.
     *
     * @param doc the document that is given up
     */
    void onDestroy(Doc doc);
}
