package dev.collab4j.hub.internal.engine;

import dev.collab4j.hub.HubListener;
import dev.collab4j.spi.storage.StoredUpdate;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.IntStream;

/** What has become durable, on its way to the listener of the host: a room is always in the same lane. Thread-safe. */
final class EventLanes {

    static final int LANES = 4;

    private static final long MAX_BYTES = 16 << 20;

    private final LongAdder missed = new LongAdder();
    private final List<EventLane> lanes;

    EventLanes(HubListener listener, int maxUpdates, Executor executor) {
        int updates = Math.max(1, maxUpdates / LANES);
        lanes = IntStream.range(0, LANES)
                .mapToObj(i -> new EventLane(listener, updates, MAX_BYTES / LANES, executor))
                .toList();
    }

    void add(String room, List<StoredUpdate> updates) {
        missed.add(lanes.get(Math.floorMod(room.hashCode(), LANES)).add(updates));
    }

    void resume() {
        lanes.forEach(EventLane::resume);
    }

    boolean isDone() {
        return lanes.stream().allMatch(EventLane::isDone);
    }

    /** How many updates were left out so far. */
    long missed() {
        return missed.sum();
    }

    /** Tells nothing more; gives how many updates are left. */
    long close() {
        return lanes.stream().mapToLong(EventLane::close).sum();
    }
}
