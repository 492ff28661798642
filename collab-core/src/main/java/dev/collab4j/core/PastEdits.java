package dev.collab4j.core;

import dev.collab4j.core.internal.history.IdDifference;
import dev.collab4j.core.internal.history.PastState;
import dev.collab4j.core.internal.history.SnapshotIds;
import dev.collab4j.core.internal.integrate.DecodedUpdate;
import dev.collab4j.core.internal.store.ClientIds;
import dev.collab4j.core.internal.store.StructStore;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Edits at older states of a document: made by a replica that is at that state, and merged. The caller holds the lock of
 * the document.
 */
final class PastEdits {
    /** Who edits at states that don't know of each other can't share an id; that many are offered again. */
    private static final int MAX_WRITERS = 64;

    private final Doc doc;
    private final Deque<Long> writers = new ArrayDeque<>();

    PastEdits(Doc doc) {
        this.doc = doc;
    }

    Snapshot edit(Snapshot base, @Nullable Object origin, TransactionBody body) {
        Doc past = at(base.ids());
        List<Update> edits = new ArrayList<>();
        past.onUpdate(event -> edits.add(event.update()));
        past.transact(origin, body);
        edits.forEach(edit -> doc.applyUpdate(edit, origin));
        return past.look(() -> new Snapshot(SnapshotIds.of(past.store())));
    }

    private Doc at(SnapshotIds base) {
        SnapshotIds now = SnapshotIds.of(doc.store());
        checkIsKnown(base, now);
        DecodedUpdate state = PastState.of(doc.store(), doc.store().rememberMarks(now.deletes()), base);
        if (state == null) {
            throw new UnusableSnapshotException(
                    "The snapshot is too old: what was deleted since is forgotten, take a new one", true);
        }
        Doc past =
                new Doc(DocOptions.builder().clientId(writer(base)).gc(doc.gc()).build());
        past.become(doc.store().roots(), state);
        if (past.hasPending()) {
            throw unknown("is no state that this document was in");
        }
        return past;
    }

    private void checkIsKnown(SnapshotIds base, SnapshotIds now) {
        for (Map.Entry<Long, Long> entry : base.clocks().entrySet()) {
            if (entry.getValue() > now.clock(entry.getKey())) {
                throw unknown("knows clock " + (entry.getValue() - 1) + " of client " + entry.getKey()
                        + ", which isn't in this document");
            }
        }
        if (!IdDifference.of(base.deletes(), now.deletes()).isEmpty()) {
            throw unknown("has deleted what isn't deleted in this document");
        }
    }

    private static UnusableSnapshotException unknown(String why) {
        return new UnusableSnapshotException("The snapshot " + why, false);
    }

    /**
     * A client id to write under: each id stays in all state vectors for ever, so one is taken again whose edits are all
     * known at {@code base}. Never the document's own, whose edits go on.
     */
    private long writer(SnapshotIds base) {
        StructStore store = doc.store();
        for (long known : writers) {
            if (base.clock(known) == store.state(known)) {
                return known;
            }
        }
        long fresh = doc.options().nextClientId();
        while (store.findLog(fresh) != null || store.isOwn(fresh)) {
            fresh = ClientIds.random();
        }
        writers.addFirst(fresh);
        if (writers.size() > MAX_WRITERS) {
            writers.removeLast();
        }
        return fresh;
    }
}
