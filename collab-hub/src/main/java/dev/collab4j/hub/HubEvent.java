package dev.collab4j.hub;

import dev.collab4j.core.Update;
import dev.collab4j.spi.storage.UpdateId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Something that a {@link HubListener} hears. Immutable, thread-safe. */
public sealed interface HubEvent {

    /**
     * The room that it is about.
     *
     * @return the room's name; null for any room, which only a {@link Gap} says
     */
    @Nullable
    String room();

    /**
     * An update has become durable.
     *
     * @param room the room's name, not null
     * @param id what tells it from all others of the room, as the store has it, not null
     * @param author the user of the session that has sent it, or who was named for {@link Room#edit}; null if nobody
     *     knows, or if it is nobody's: a clean-up, or what a filter has left of an update
     * @param session the session that it came from, null if it came from none
     * @param at when it was accepted, not null
     * @param update what it was, not null
     */
    record Stored(
            String room,
            UpdateId id,
            @Nullable String author,
            @Nullable String session,
            Instant at,
            Update update) implements HubEvent {

        /** Leaves the content out, for logs. */
        @Override
        public String toString() {
            return "Stored[" + room + ", " + id + "]";
        }
    }

    /**
     * Updates are missing here, because the listener was too slow: they are durable, but are not told. Who has to know
     * them reads the room ({@link Room#read}).
     *
     * @param room the room's name; null for any room, if so many rooms are concerned that they aren't told apart
     * @param missed how many are missing, positive
     */
    record Gap(@Nullable String room, long missed) implements HubEvent {}
}
