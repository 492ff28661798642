package dev.collab4j.core;

import java.util.concurrent.CompletableFuture;

/** What providers have said about the content of a document. Used under its lock; who waits is told without it. */
final class SyncState {
    private final Doc doc;
    private final CompletableFuture<Doc> whenLoaded = new CompletableFuture<>();
    private CompletableFuture<Doc> whenSynced = new CompletableFuture<>();
    private boolean loaded;
    private boolean synced;

    SyncState(Doc doc) {
        this.doc = doc;
    }

    boolean isLoaded() {
        return loaded;
    }

    boolean isSynced() {
        return synced;
    }

    /** A copy: the callers can't complete what others wait for. */
    CompletableFuture<Doc> whenLoaded() {
        return whenLoaded.copy();
    }

    CompletableFuture<Doc> whenSynced() {
        return whenSynced.copy();
    }

    void load() {
        loaded = true;
        complete(whenLoaded);
    }

    void sync(boolean now) {
        if (now) {
            complete(whenSynced);
            load();
        } else if (synced) {
            whenSynced = new CompletableFuture<>();
        }
        synced = now;
        doc.events().synced(now);
    }

    private void complete(CompletableFuture<Doc> future) {
        doc.events().later(errors -> errors.run(() -> future.complete(doc)));
    }
}
