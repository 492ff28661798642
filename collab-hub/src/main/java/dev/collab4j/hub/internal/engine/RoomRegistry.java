package dev.collab4j.hub.internal.engine;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import com.github.benmanes.caffeine.cache.RemovalCause;
import com.github.benmanes.caffeine.cache.Scheduler;
import dev.collab4j.spi.bus.MessageBus;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * All rooms of a hub: one map, atomic get-or-create, and removal of exactly the room that leaves. Rooms that nobody uses
 * are in a cache besides, bounded by weight and time; what it drops is evicted. Thread-safe.
 */
public final class RoomRegistry {

    private final Engine engine;
    private final ConcurrentMap<String, RoomActor> rooms = new ConcurrentHashMap<>();
    private final Cache<String, Unused> unused;
    private final @Nullable DeletionNotices deletions;

    /**
     * A registry without rooms.
     *
     * @param engine what the rooms have in common
     */
    public RoomRegistry(Engine engine) {
        this.engine = engine;
        MessageBus bus = engine.bus();
        this.deletions = bus == null ? null : new DeletionNotices(bus, engine.incarnation());
        this.unused = Caffeine.newBuilder()
                .maximumWeight(engine.limits().maxIdleBytes())
                .weigher((String name, Unused room) -> room.bytes)
                .expireAfter(new SinceVisit(engine.options().idleTimeout()))
                .executor(this::maintain)
                .scheduler(Scheduler.forScheduledExecutorService(engine.scheduler()))
                .removalListener(this::dropped)
                .build();
    }

    /** The cache's own work, which a shut-down executor must not lose. */
    private void maintain(Runnable task) {
        try {
            engine.executor().execute(task);
        } catch (RejectedExecutionException e) {
            task.run();
        }
    }

    private void dropped(@Nullable String name, @Nullable Unused dropped, RemovalCause cause) {
        if (cause.wasEvicted() && dropped != null) {
            engine.tally().evicted(cause == RemovalCause.SIZE);
            dropped.room.evict();
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
     * Sends a payload of the application to all in a room whose protocol knows such a thing.
     *
     * @param name the room's name; nothing happens if it is not there
     * @param payload what it is
     */
    public void sendStateless(String name, String payload) {
        RoomActor room = rooms.get(name);
        if (room != null) {
            room.sendStateless(payload);
        }
    }

    /**
     * Ends a room whose document was deleted, here and at other hubs.
     *
     * @param name the room's name
     * @param generation which document of that name; all before it are over, too
     */
    public void deleted(String name, long generation) {
        RoomActor room = rooms.get(name);
        if (room != null) {
            room.deleted(generation);
        }
        if (deletions != null) {
            deletions.add(name, generation);
        }
    }

    /**
     * Has a room read what was written to the store past it, here and at other hubs.
     *
     * @param name the room's name
     */
    public void reload(String name) {
        RoomActor room = rooms.get(name);
        if (room != null) {
            room.reload();
        }
        MessageBus bus = engine.bus();
        if (bus != null) {
            BusBridge.tellToReload(bus, name, engine.incarnation());
        }
    }

    /**
     * Who is in a room.
     *
     * @param name the room's name; nobody if it isn't there
     * @return completes with all sessions
     */
    public CompletableFuture<List<RoomSession>> sessions(String name) {
        RoomActor room = rooms.get(name);
        return room == null ? CompletableFuture.completedFuture(List.of()) : room.sessions();
    }

    /**
     * Whose presence is in a room.
     *
     * @param name the room's name; nobody's if it isn't there
     * @return completes with all presences
     */
    public CompletableFuture<List<PresentClient>> presences(String name) {
        RoomActor room = rooms.get(name);
        return room == null ? CompletableFuture.completedFuture(List.of()) : room.presences();
    }

    /**
     * The rooms that are there.
     *
     * @return a copy of their names
     */
    public List<String> names() {
        return List.copyOf(rooms.keySet());
    }

    /**
     * How many rooms are there.
     *
     * @return the number, loading and evicting ones included
     */
    public int size() {
        return rooms.size();
    }

    /**
     * How many rooms are there that nobody uses.
     *
     * @return the number, roughly
     */
    public long idleSize() {
        return unused.estimatedSize();
    }

    /**
     * How much memory the rooms take that nobody uses.
     *
     * @return the bytes, roughly: of documents that are loaded by their encoded size
     */
    public long idleBytes() {
        return unused.policy()
                .eviction()
                .map(bound -> bound.weightedSize().orElse(0))
                .orElse(0L);
    }

    /**
     * How many rooms are there whose document isn't loaded, but kept as bytes.
     *
     * @return the number
     */
    public long encodedSize() {
        return rooms.values().stream().filter(RoomActor::isEncoded).count();
    }

    /**
     * How many sessions are in the rooms.
     *
     * @return their number, as of the last turn of each room
     */
    public int sessionCount() {
        return rooms.values().stream().mapToInt(RoomActor::occupancy).sum();
    }

    /**
     * How many sessions are in the fullest room.
     *
     * @return their number, as of the last turn of each room
     */
    public int maxOccupancy() {
        return rooms.values().stream().mapToInt(RoomActor::occupancy).max().orElse(0);
    }

    /** Nobody uses a room; it says so at the end of its turns. */
    void unused(RoomActor room, long bytes, boolean wasVisited) {
        int weight = (int) Math.min(bytes, Integer.MAX_VALUE);
        Unused known = known(room);
        if (wasVisited || known == null || known.bytes != weight) {
            unused.put(room.name(), new Unused(room, weight, wasVisited || known == null));
        }
    }

    /** Somebody uses a room that was {@link #unused}. */
    void inUse(RoomActor room) {
        Unused known = known(room);
        if (known != null) {
            unused.asMap().remove(room.name(), known);
        }
    }

    private @Nullable Unused known(RoomActor room) {
        Unused known = unused.policy().getIfPresentQuietly(room.name());
        return known == null || known.room != room ? null : known;
    }

    void remove(RoomActor room) {
        inUse(room);
        rooms.remove(room.name(), room);
    }

    /** Lets rooms that were not used for a while let their documents go. */
    public void encode() {
        long before = System.nanoTime() - engine.options().keepLoadedFor().toNanos();
        rooms.values().forEach(room -> room.encodeIfUnusedSince(before));
    }

    /** Lets all rooms remove presences that were silent for too long. */
    public void tick() {
        rooms.values().forEach(RoomActor::tick);
    }

    /** Lets all rooms compare with other hubs, which are told again what was deleted. */
    public void repair() {
        rooms.values().forEach(RoomActor::repair);
        if (deletions != null) {
            deletions.repeat();
        }
    }

    /**
     * Takes back a visit that waits for its room; harmless if it has entered.
     *
     * @param name the room's name
     * @param visit who has left
     */
    public void forget(String name, Visit visit) {
        RoomActor room = rooms.get(name);
        if (room != null) {
            room.forget(visit);
        }
    }

    /**
     * Closes all rooms: they leave the bus, and hold nothing that is ready to be sent.
     *
     * @return completes when no callback comes any more
     */
    public CompletableFuture<Void> close() {
        return CompletableFuture.allOf(
                rooms.values().stream().map(RoomActor::close).toArray(CompletableFuture<?>[]::new));
    }

    /**
     * Asks the rooms whether everything that they have accepted is in the store.
     *
     * @return by the room's name, what completes with its answer
     */
    public Map<String, CompletableFuture<Boolean>> areClean() {
        Map<String, CompletableFuture<Boolean>> answers = new HashMap<>();
        rooms.forEach((name, room) -> answers.put(name, room.isClean()));
        return answers;
    }

    /** A room that nobody uses, under its name: so the cache knows how often it was visited before it left. */
    private record Unused(RoomActor room, int bytes, boolean wasVisited) {}

    /** A room has its time from its last visit on, whatever it weighs since. */
    private record SinceVisit(Duration time) implements Expiry<String, Unused> {

        @Override
        public long expireAfterCreate(String name, Unused room, long now) {
            return time.toNanos();
        }

        @Override
        public long expireAfterUpdate(String name, Unused room, long now, long rest) {
            return room.wasVisited ? time.toNanos() : rest;
        }

        @Override
        public long expireAfterRead(String name, Unused room, long now, long rest) {
            return rest;
        }
    }
}
