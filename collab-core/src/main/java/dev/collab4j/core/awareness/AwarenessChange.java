package dev.collab4j.core.awareness;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which clients came, went or have a new state. Immutable. */
public final class AwarenessChange {
    private final List<Long> added;
    private final List<Long> updated;
    private final List<Long> removed;
    private final @Nullable Object origin;

    AwarenessChange(List<Long> added, List<Long> updated, List<Long> removed, @Nullable Object origin) {
        this.added = List.copyOf(added);
        this.updated = List.copyOf(updated);
        this.removed = List.copyOf(removed);
        this.origin = origin;
    }

    /**
     * Returns who is here for the first time.
     *
     * @return client ids, unmodifiable
     */
    public List<Long> added() {
        return added;
    }

    /**
     * Returns who has a new state or a renewed one, also those who had gone and are back.
     *
     * @return client ids, unmodifiable; for {@link Awareness#onChange} only those whose state isn't equal to the former
     */
    public List<Long> updated() {
        return updated;
    }

    /**
     * Returns who has gone. The own client is among them if another said that it had gone: its state stays, with a
     * higher clock, and has to be sent again.
     *
     * @return client ids, unmodifiable
     */
    public List<Long> removed() {
        return removed;
    }

    /**
     * Returns everyone whose state has to be passed on: a server encodes these and sends them to all connections.
     *
     * @return the client ids added, updated and removed, in this order, unmodifiable
     */
    public List<Long> accepted() {
        List<Long> all = new ArrayList<>(added);
        all.addAll(updated);
        all.addAll(removed);
        return List.copyOf(all);
    }

    /**
     * Tells whether nothing happened.
     *
     * @return true if there is no client in it
     */
    public boolean isEmpty() {
        return added.isEmpty() && updated.isEmpty() && removed.isEmpty();
    }

    /**
     * Returns what the caller gave along.
     *
     * @return the origin of {@link Awareness#apply} or {@link Awareness#removeStates}, {@link Awareness#LOCAL},
     *     {@link Awareness#TIMEOUT}, or null
     */
    public @Nullable Object origin() {
        return origin;
    }

    /** Describes the change for logs. */
    @Override
    public String toString() {
        return "AwarenessChange[added=" + added + ", updated=" + updated + ", removed=" + removed + "]";
    }
}
