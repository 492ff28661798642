package dev.collab4j.core;

/** Is told of the changes of an array. */
@FunctionalInterface
public interface ArrayListener {
    /**
     * Runs at the end of a transaction that changed the array, under the lock of the document. An edit made here is a
     * transaction of its own. An exception reaches the caller of the transaction once all observers have run.
     *
     * @param event what changed; to be asked while this method runs
     */
    void onEvent(YArrayEvent event);
}
