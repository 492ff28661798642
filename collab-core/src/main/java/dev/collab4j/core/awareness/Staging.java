package dev.collab4j.core.awareness;

import dev.collab4j.core.internal.lib0.ByteReader;
import dev.collab4j.core.internal.lib0.JsJson;
import dev.collab4j.core.internal.lib0.JsValues;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Decides about the entries of one update without touching the table, so that malformed JSON in the last of them
 * changes nothing. y-protocols parses everything, and throws with half of it done.
 */
final class Staging {
    /** What an accepted entry means. A client that was never seen and has gone already means nothing to anyone. */
    enum Kind {
        ADDED,
        UPDATED,
        RENEWED,
        REMOVED,
        NEVER_SEEN
    }

    /** One accepted entry; the state is null if the client isn't here afterwards. */
    record Step(long clientId, long clock, @Nullable AwarenessState state, Kind kind) {}

    private final ClientTable table;
    private final long ownClientId;
    private final List<Step> steps = new ArrayList<>();
    private final Map<Long, Step> latest = new HashMap<>();

    Staging(ClientTable table, long ownClientId) {
        this.table = table;
        this.ownClientId = ownClientId;
    }

    List<Step> steps() {
        return steps;
    }

    void offer(AwarenessUpdate.Entry entry) {
        long known = clock(entry.clientId());
        if (entry.clock() > known) {
            stage(entry.removed() ? removal(entry) : arrival(entry));
        } else if (entry.clock() == known && state(entry.clientId()) != null && entry.removed()) {
            stage(removal(entry));
        }
    }

    private void stage(Step step) {
        steps.add(step);
        latest.put(step.clientId(), step);
    }

    private Step removal(AwarenessUpdate.Entry entry) {
        AwarenessState current = state(entry.clientId());
        Kind kind = isKnown(entry.clientId()) ? Kind.REMOVED : Kind.NEVER_SEEN;
        if (entry.clientId() != ownClientId || current == null) {
            return new Step(entry.clientId(), entry.clock(), null, kind);
        }
        // Nobody else can take the own state away: it outlives the claim with a higher clock.
        long clock = nextClock(entry.clock());
        return new Step(ownClientId, clock, current.withClock(clock), kind);
    }

    private Step arrival(AwarenessUpdate.Entry entry) {
        AwarenessState state = new AwarenessState(entry.clock(), entry.json());
        return new Step(entry.clientId(), entry.clock(), state, kind(entry, JsJson.parse(entry.json())));
    }

    private Kind kind(AwarenessUpdate.Entry entry, @Nullable Object value) {
        if (!isKnown(entry.clientId())) {
            return Kind.ADDED;
        }
        AwarenessState before = state(entry.clientId());
        return before != null && isSame(before, entry.json(), value) ? Kind.RENEWED : Kind.UPDATED;
    }

    static boolean isSame(AwarenessState before, String json, @Nullable Object value) {
        return before.json().equals(json) || JsValues.deepEquals(before.value(), value);
    }

    /** Where JavaScript's numbers would stop counting, the clock stops too; others then see no new states. */
    static long nextClock(long clock) {
        return Math.min(clock + 1, ByteReader.MAX_SAFE_INTEGER);
    }

    private boolean isKnown(long clientId) {
        return latest.containsKey(clientId) || table.isKnown(clientId);
    }

    private long clock(long clientId) {
        Step step = latest.get(clientId);
        return step == null ? table.clock(clientId) : step.clock();
    }

    private @Nullable AwarenessState state(long clientId) {
        Step step = latest.get(clientId);
        return step == null ? table.state(clientId) : step.state();
    }
}
