package dev.collab4j.hub.internal.engine;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.RemovalCause;
import com.github.benmanes.caffeine.cache.Scheduler;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/**
 * All rooms of a hub: one map, atomic get-or-create, and removal of exactly the room that leaves. Rooms that nobody uses
 * are in a cache besides, bounded by weight and time; what it drops is evicted. Thread-safe.
 */
public final class RoomRegistry {

    private final Engine engine;
    private final ConcurrentMap<String, RoomActor> rooms = new ConcurrentHashMap<>();
    private final Cache<RoomActor, Integer> idle;

    /**
     * A registry without rooms.
     *
     * @param engine what the rooms have in common
     */
    public RoomRegistry(Engine engine) {
        this.engine = engine;
        this.idle = Caffeine.newBuilder()
                .maximumWeight(engine.limits().maxIdleBytes())
                .weigher((RoomActor room, Integer bytes) -> bytes)
                .expireAfterWrite(engine.options().idleTimeout())
                .executor(engine.executor())
                .scheduler(Scheduler.forScheduledExecutorService(engine.scheduler()))
                .removalListener(RoomRegistry::dropped)
                .build();
    }

    private static void dropped(@Nullable RoomActor room, @Nullable Integer bytes, RemovalCause cause) {
        if (cause.wasEvicted() && room != null) {
            room.evict();
        }
    }

    /**
     * Visits a room, which is loaded if it is not there.
     *
     * @param name its name
     * @param visit who comes
     */
    public void visit(String name, Visit visit) {
        rooms.computeIfAbsent(name, n -> new RoomActor(engine, this, n)).visit(visit);
    }

    /**
     * How many rooms are there.
     *
     * @return the number, loading and evicting ones included
     */
    public int size() {
        return rooms.size();
    }

    /** A room says at the end of a turn whether it is idle. */
    void idle(RoomActor room, boolean isIdle, boolean wasVisited, long bytes) {
        if (!isIdle) {
            idle.invalidate(room);
        } else if (wasVisited || idle.getIfPresent(room) == null) {
            idle.put(room, (int) Math.min(bytes, Integer.MAX_VALUE));
        }
    }

    void remove(RoomActor room) {
        idle.invalidate(room);
        rooms.remove(room.name(), room);
    }

    /** Lets all rooms remove presences that were silent for too long. */
    public void tick() {
        rooms.values().forEach(RoomActor::tick);
    }

    /** Lets all rooms compare with other hubs. */
    public void repair() {
        rooms.values().forEach(RoomActor::repair);
    }

    /** Ends the subscriptions of all rooms. */
    public void closeBus() {
        rooms.values().forEach(RoomActor::closeBus);
    }

    /**
     * Looks which rooms have accepted something that is not in the store.
     *
     * @return their names
     */
    public CompletableFuture<List<String>> unsaved() {
        List<String> unsaved = Collections.synchronizedList(new ArrayList<>());
        CompletableFuture<?>[] all = rooms.values().stream()
                .map(room -> room.isClean().thenAccept(clean -> {
                    if (!clean) {
                        unsaved.add(room.name());
                    }
                }))
                .toArray(CompletableFuture<?>[]::new);
        return CompletableFuture.allOf(all).thenApply(done -> List.copyOf(unsaved));
    }
}
