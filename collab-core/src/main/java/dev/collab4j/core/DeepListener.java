package dev.collab4j.core;

import java.util.List;

/** Is told of the changes of a shared type and of all types in it. */
@FunctionalInterface
public interface DeepListener {
    /**
     * Runs at the end of a transaction, under the lock of the document, after the observers of the changed types
     * themselves. An edit made here is a transaction of its own. An exception reaches the caller of the transaction
     * once all observers have run.
     *
     * @param events what changed, the types nearest to the observed one first; not empty, unmodifiable; to be asked
     *     while this method runs
     */
    void onEvents(List<YEvent> events);
}
