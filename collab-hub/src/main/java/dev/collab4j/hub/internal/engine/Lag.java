package dev.collab4j.hub.internal.engine;

import dev.collab4j.core.StateVector;
import dev.collab4j.core.awareness.AwarenessUpdate.Entry;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a session that can't keep up is owed, in constant memory. */
final class Lag {

    private static final int MAX_STATE_BYTES = 8 << 10;
    private static final int MAX_REMOVED = 1_000;

    private final Map<Long, Entry> removedPresences = new LinkedHashMap<>();
    private StateVector seen;
    private @Nullable StateVector askedFor;

    Lag(StateVector seen) {
        this.seen = seen.encode().length > MAX_STATE_BYTES ? StateVector.empty() : seen;
    }

    /** What the session has for certain. */
    StateVector seen() {
        return seen;
    }

    /** Something is to be sent again that the session may have seen before. */
    void forgetSeen() {
        seen = StateVector.empty();
    }

    void askFor(StateVector target) {
        askedFor = target;
    }

    /** The target of a SyncStep1 that is not answered yet. */
    @Nullable
    StateVector askedFor() {
        return askedFor;
    }

    void removed(Collection<Entry> entries) {
        if (removedPresences.size() + entries.size() <= MAX_REMOVED) { // beyond it they time out at the client
            entries.forEach(entry -> removedPresences.put(entry.clientId(), entry));
        }
    }

    /** Who has gone, as it was told to the others: the room forgets them sooner than this session may read. */
    Map<Long, Entry> removedPresences() {
        return removedPresences;
    }
}
