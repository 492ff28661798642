package dev.collab4j.hub.internal.engine;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.collab4j.hub.Limits;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** How many bytes wait for the store, of all rooms and of each workspace. Thread-safe. */
public final class Unsaved {

    private final Limits limits;
    private final AtomicLong all = new AtomicLong();
    /** A workspace is forgotten with the last room that counts for it. */
    private final Cache<String, AtomicLong> ofWorkspaces =
            Caffeine.newBuilder().weakValues().build();

    Unsaved(Limits limits) {
        this.limits = limits;
    }

    /**
     * What waits of all rooms.
     *
     * @return the bytes
     */
    public long bytes() {
        return all.get();
    }

    /** The share of a room. */
    Share share(@Nullable String workspace) {
        return new Share(workspace == null ? null : ofWorkspaces.get(workspace, name -> new AtomicLong()));
    }

    /** What waits of one room. Lives on the room's turns. */
    final class Share {

        private final @Nullable AtomicLong workspace;
        private long own;
        private boolean closed;

        private Share(@Nullable AtomicLong workspace) {
            this.workspace = workspace;
        }

        void add(long bytes) {
            if (!closed) {
                own += bytes;
                all.addAndGet(bytes);
                if (workspace != null) {
                    workspace.addAndGet(bytes);
                }
            }
        }

        /** The room is gone: nothing of it waits any more. */
        void close() {
            add(-own);
            closed = true;
        }

        /** Adds so many bytes if there is room for them; else returns the limit for which there isn't. */
        @Nullable
        Refusal reserve(long bytes) {
            if (!fits(own, bytes, limits.maxUnsavedBytes())) {
                return Refusal.UNSAVED;
            }
            if (workspace != null && !reserveOf(workspace, bytes, limits.maxUnsavedBytesPerWorkspace())) {
                return Refusal.UNSAVED_OF_WORKSPACE;
            }
            if (!reserveOf(all, bytes, limits.maxUnsavedBytesOfAllRooms())) {
                if (workspace != null) {
                    workspace.addAndGet(-bytes);
                }
                return Refusal.UNSAVED_OF_ALL_ROOMS;
            }
            own += bytes;
            return null;
        }

        /** The limit of the room, its workspace or all rooms that is reached; null if there is none. */
        @Nullable
        Refusal reached() {
            return reached(1);
        }

        /** Whether no more than half of what may wait does. */
        boolean isHalfEmpty() {
            return reached(2) == null;
        }

        private @Nullable Refusal reached(int part) {
            if (isReached(own, limits.maxUnsavedBytes() / part)) {
                return Refusal.UNSAVED;
            }
            if (workspace != null && isReached(workspace.get(), limits.maxUnsavedBytesPerWorkspace() / part)) {
                return Refusal.UNSAVED_OF_WORKSPACE;
            }
            return isReached(all.get(), limits.maxUnsavedBytesOfAllRooms() / part)
                    ? Refusal.UNSAVED_OF_ALL_ROOMS
                    : null;
        }
    }

    /** Other rooms do the same at this moment. */
    private static boolean reserveOf(AtomicLong waiting, long bytes, long max) {
        return fits(waiting.getAndUpdate(before -> fits(before, bytes, max) ? before + bytes : before), bytes, max);
    }

    /** What is larger than all that may wait has to wait alone. */
    private static boolean fits(long waiting, long bytes, long max) {
        return waiting == 0 || waiting + bytes <= max;
    }

    private static boolean isReached(long waiting, long max) {
        return waiting > 0 && waiting >= max;
    }
}
