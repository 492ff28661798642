package dev.collab4j.hub.memory;

import dev.collab4j.spi.storage.Head;
import dev.collab4j.spi.storage.StoredUpdate;
import dev.collab4j.spi.storage.UpdateId;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One document of the in-memory store; its lock is the store's. */
final class MemoryDocument {

    private final Map<UpdateId, StoredUpdate> pending = new LinkedHashMap<>();
    /** Also finds repeats of updates that a snapshot has covered. */
    private final Map<Long, Long> lastCounters = new HashMap<>();

    private Head head = Head.UNKNOWN;
    private byte @Nullable [] snapshot;

    Head head() {
        return head;
    }

    byte @Nullable [] snapshot() {
        return snapshot;
    }

    List<StoredUpdate> updates() {
        return List.copyOf(pending.values());
    }

    void append(StoredUpdate update) {
        UpdateId id = update.id();
        Long last = lastCounters.get(id.origin());
        if (last == null || id.counter() > last) {
            lastCounters.put(id.origin(), id.counter());
            pending.put(id, update);
        }
    }

    Head replaceSnapshot(byte[] bytes, Collection<UpdateId> covered) {
        snapshot = bytes;
        covered.forEach(pending::remove);
        head = new Head(head.generation(), head.version() + 1, false);
        return head;
    }

    void delete() {
        clear(new Head(head.generation() + 1, 0, true));
    }

    Head recreate() {
        clear(new Head(head.generation() + 1, 0, false));
        return head;
    }

    private void clear(Head next) {
        pending.clear();
        lastCounters.clear();
        snapshot = null;
        head = next;
    }
}
