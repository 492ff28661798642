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

        private Share(@Nullable AtomicLong workspace) {
            this.workspace = workspace;
        }

        void add(long bytes) {
            own += bytes;
            all.addAndGet(bytes);
            if (workspace != null) {
                workspace.addAndGet(bytes);
            }
        }

        void clear() {
            add(-own);
        }

        /** The limit of which more than a part waits: of the room, its workspace, or all rooms; null if there is none. */
        @Nullable
        Refusal reached(int part) {
            if (own > limits.maxUnsavedBytes() / part) {
                return Refusal.UNSAVED;
            }
            if (workspace != null && workspace.get() > limits.maxUnsavedBytesPerWorkspace() / part) {
                return Refusal.UNSAVED_OF_WORKSPACE;
            }
            return all.get() > limits.maxUnsavedBytesOfAllRooms() / part ? Refusal.UNSAVED_OF_ALL_ROOMS : null;
        }
    }
}
