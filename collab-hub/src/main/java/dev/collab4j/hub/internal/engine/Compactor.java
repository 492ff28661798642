package dev.collab4j.hub.internal.engine;

import dev.collab4j.core.Doc;
import dev.collab4j.core.Update;
import dev.collab4j.spi.storage.Head;
import dev.collab4j.spi.storage.StoredUpdate;
import dev.collab4j.spi.storage.UpdateId;
import java.io.ByteArrayInputStream;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes a snapshot in place of the updates that it covers: exactly those that this hub has loaded or stored itself, by
 * compare-and-set on the head. Who loses the race reads what the winner has written and tries again at the next
 * occasion, or soon if updates were refused. Lives on the room's turns, one compaction at a time.
 */
final class Compactor {

    /** What a room gives to a compaction. */
    interface Listener {

        /** The whole document, what waits for others included (S13). */
        Update encodeState();

        /** Another hub has written: take it in. */
        void reloaded(LoadedDocument loaded);

        /** The snapshot of {@link #storeWhole} is in the store: all that was accepted at its last {@link #encodeState}. */
        void storedWhole();

        /** The store refuses the whole document as well. */
        void unstorable(Throwable why);
    }

    private static final Logger LOG = LoggerFactory.getLogger(Compactor.class);

    private final Engine engine;
    private final String document;
    private final SerialExecutor room;
    private final Listener listener;
    private final Set<UpdateId> uncovered = new LinkedHashSet<>();
    private Head head;
    private long uncoveredBytes;
    private int nextAttempt;
    private long nextAttemptBytes;
    private final Backoff backoff;
    private boolean running;
    /** Updates were refused, and the whole document is to be stored in their place. */
    private boolean wholeWanted;

    private boolean writesWhole;
    private boolean stopped;

    Compactor(Engine engine, String document, LoadedDocument loaded, SerialExecutor room, Listener listener) {
        this.engine = engine;
        this.document = document;
        this.room = room;
        this.listener = listener;
        this.backoff = new Backoff(engine.options());
        this.head = loaded.head();
        uncovered.addAll(loaded.ids());
        uncoveredBytes = loaded.uncoveredBytes();
        planNext(0, 0);
    }

    boolean isRunning() {
        return running;
    }

    void stored(List<StoredUpdate> batch) {
        for (StoredUpdate update : batch) {
            uncovered.add(update.id());
            uncoveredBytes += update.bytes().length;
        }
    }

    /** Starts a compaction if enough has come together. */
    void compactIfDue() {
        if (uncovered.size() >= nextAttempt || uncoveredBytes >= nextAttemptBytes) {
            compact();
        }
    }

    /**
     * Writes a snapshot because an update was refused: after the compaction that runs, and again until it is there, or
     * refused as well.
     */
    void storeWhole() {
        wholeWanted = true;
        compact();
    }

    void compact() {
        if (running || stopped || (uncovered.isEmpty() && !wholeWanted)) {
            return;
        }
        List<UpdateId> covered = List.copyOf(uncovered);
        long coveredBytes = uncoveredBytes;
        byte[] snapshot = Payload.of(listener.encodeState());
        Head expected = head;
        running = true;
        writesWhole = wholeWanted;
        engine.store()
                .compact(
                        document,
                        store -> store.replaceSnapshot(
                                document, expected, new ByteArrayInputStream(snapshot), snapshot.length, covered),
                        room,
                        result -> replaced(result, covered, coveredBytes),
                        this::failed);
    }

    private void replaced(Optional<Head> result, List<UpdateId> covered, long coveredBytes) {
        if (result.isEmpty()) {
            engine.store().loadAgain(document, room, this::lost, this::failed);
            return;
        }
        head = result.get();
        covered.forEach(uncovered::remove);
        uncoveredBytes -= coveredBytes;
        planNext(0, 0);
        running = false;
        if (writesWhole) {
            wholeWanted = false;
            backoff.reset();
            listener.storedWhole();
        } else {
            compactIfWanted();
        }
    }

    private void lost(LoadedDocument loaded) {
        head = loaded.head();
        uncovered.addAll(loaded.ids());
        planNext(uncovered.size(), uncoveredBytes);
        running = false;
        try {
            listener.reloaded(loaded);
        } finally {
            retryIfWanted();
        }
    }

    private void failed(Throwable why) {
        LogContext.in(document, () -> LOG.warn("A snapshot could not be written", why));
        planNext(uncovered.size(), uncoveredBytes);
        running = false;
        if (writesWhole && Persister.isRefusal(why)) {
            listener.unstorable(why);
        } else {
            retryIfWanted();
        }
    }

    private void retryIfWanted() {
        if (wholeWanted && !stopped) {
            engine.later(backoff.next(), () -> room.execute(this::compactIfWanted));
        }
    }

    private void compactIfWanted() {
        if (wholeWanted) {
            compact();
        }
    }

    /** All that has to be kept of a document for which nothing runs. */
    EncodedDocument encode(Doc doc, boolean isShared) {
        return EncodedDocument.of(doc, head, uncovered, uncoveredBytes, isShared);
    }

    /** The room is gone: nothing more is written. */
    void stop() {
        stopped = true;
    }

    private void planNext(int updates, long bytes) {
        nextAttempt = updates + engine.options().compactAfterUpdates();
        nextAttemptBytes = bytes + engine.options().compactAfterBytes();
    }
}
