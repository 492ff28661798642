package dev.collab4j.core.awareness;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;

/** States of those who are here, clocks of them and of those who were. Both in the order of JavaScript's maps. */
final class ClientTable {
    private record Meta(long clock, long lastUpdated) {}

    private final Map<Long, AwarenessState> states = new LinkedHashMap<>();
    private final Map<Long, Meta> metas = new LinkedHashMap<>();

    boolean isKnown(long clientId) {
        return metas.containsKey(clientId);
    }

    /** An unknown client counts as one with clock 0: y-protocols ignores a first state with clock 0 as well. */
    long clock(long clientId) {
        Meta meta = metas.get(clientId);
        return meta == null ? 0 : meta.clock();
    }

    long lastUpdated(long clientId) {
        Meta meta = metas.get(clientId);
        return meta == null ? Long.MIN_VALUE : meta.lastUpdated();
    }

    @Nullable
    AwarenessState state(long clientId) {
        return states.get(clientId);
    }

    Map<Long, AwarenessState> states() {
        return states;
    }

    void put(long clientId, long clock, @Nullable AwarenessState state, long now) {
        if (state == null) {
            states.remove(clientId);
        } else {
            states.put(clientId, state);
        }
        metas.put(clientId, new Meta(clock, now));
    }

    /** Takes the state away; the clock stays. */
    boolean removeState(long clientId) {
        return states.remove(clientId) != null;
    }

    /** Returns the clients that are here and whose last sign of life is at or before a time. */
    List<Long> silentSince(long time) {
        return metas.entrySet().stream()
                .filter(entry -> entry.getValue().lastUpdated() <= time && states.containsKey(entry.getKey()))
                .map(Map.Entry::getKey)
                .toList();
    }

    /** Forgets the clocks of those who aren't here and were last heard of at or before a time. */
    void forget(long time, LongPredicate except) {
        metas.entrySet()
                .removeIf(entry -> entry.getValue().lastUpdated() <= time
                        && !states.containsKey(entry.getKey())
                        && !except.test(entry.getKey()));
    }
}
