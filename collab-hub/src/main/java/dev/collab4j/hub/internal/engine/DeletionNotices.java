package dev.collab4j.hub.internal.engine;

import dev.collab4j.spi.bus.MessageBus;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Tells other hubs which documents were deleted, and again at the next comparisons, as the bus may lose a message and a
 * room without edits would not find out by itself. Thread-safe.
 */
final class DeletionNotices {

    /** A minute with the default {@link dev.collab4j.hub.HubOptions#repairInterval}. */
    private static final int TIMES = 6;

    private static final int MOST = 10_000;

    private final MessageBus bus;
    private final long incarnation;
    private final Map<String, Notice> notices = new ConcurrentHashMap<>();

    DeletionNotices(MessageBus bus, long incarnation) {
        this.bus = bus;
        this.incarnation = incarnation;
    }

    /** The document was deleted: this generation is over, and all before it. */
    void add(String document, long generation) {
        BusBridge.tellDeleted(bus, document, incarnation, generation);
        if (notices.size() < MOST) {
            notices.merge(document, new Notice(generation, TIMES), Notice::later);
        }
    }

    void repeat() {
        notices.forEach((document, notice) -> {
            BusBridge.tellDeleted(bus, document, incarnation, notice.generation);
            notices.computeIfPresent(document, (name, now) -> now.once());
        });
    }

    private record Notice(long generation, int times) {

        private Notice later(Notice other) {
            return other.generation >= generation ? other : this;
        }

        private @Nullable Notice once() {
            return times == 1 ? null : new Notice(generation, times - 1);
        }
    }
}
