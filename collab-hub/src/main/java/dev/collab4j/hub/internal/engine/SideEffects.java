package dev.collab4j.hub.internal.engine;

import dev.collab4j.hub.ContentHook;
import dev.collab4j.hub.ContentOptions;
import dev.collab4j.hub.HubListener;
import dev.collab4j.hub.HubOptions;
import dev.collab4j.spi.storage.StoredUpdate;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What the host is told of rooms, once it is durable and away from their turns: events, and the content. Rooms wait for
 * none of it. Thread-safe.
 */
public final class SideEffects {

    private final @Nullable EventLanes events;
    private final @Nullable ContentCalls contents;

    private SideEffects(@Nullable EventLanes events, @Nullable ContentCalls contents) {
        this.events = events;
        this.contents = contents;
    }

    /**
     * The side effects of a hub.
     *
     * @param listener hears events, null for nobody
     * @param hook gets the content, null for nobody
     * @param contentOptions when it does
     * @param options how much waits for the listener, and when a call is repeated
     * @param blocking runs both
     * @param scheduler runs what is due later
     * @return the side effects
     */
    public static SideEffects create(
            @Nullable HubListener listener,
            @Nullable ContentHook hook,
            ContentOptions contentOptions,
            HubOptions options,
            Executor blocking,
            ScheduledExecutorService scheduler) {
        return new SideEffects(
                listener == null ? null : new EventLanes(listener, options.maxQueuedEvents(), blocking),
                hook == null ? null : new ContentCalls(hook, contentOptions, options, blocking, scheduler));
    }

    /** Those of one room; {@code entrance} is the way into it, which loads it if it isn't there. */
    OfRoom of(String room, Consumer<Visit> entrance) {
        return new OfRoom(room, entrance);
    }

    /**
     * A document is in the store without having been edited here.
     *
     * @param room its name
     * @param entrance the way into its room
     */
    public void appeared(String room, Consumer<Visit> entrance) {
        of(room, entrance).acceptedElsewhere();
    }

    /** Begins again what an executor has not taken. To be called now and then. */
    public void resume() {
        if (events != null) {
            events.resume();
        }
    }

    /** Waits no longer for rooms to become quiet. */
    public void hurry() {
        resume();
        if (contents != null) {
            contents.hurry();
        }
    }

    /**
     * Looks whether the host knows everything.
     *
     * @return false if something waits, or is on its way
     */
    public boolean isDone() {
        return (events == null || events.isDone()) && pendingContents() == 0;
    }

    /**
     * How many updates the listener of events was not told of, as it was too slow.
     *
     * @return the number since the start
     */
    public long missedEvents() {
        return events == null ? 0 : events.missed();
    }

    /**
     * How many rooms have changed since the hook had their content.
     *
     * @return the number
     */
    public int pendingContents() {
        return contents == null ? 0 : contents.pending();
    }

    /**
     * Tells nothing more of events.
     *
     * @return how many updates were still to be told
     */
    public long closeEvents() {
        return events == null ? 0 : events.close();
    }

    /**
     * Hands over no content any more.
     *
     * @return the names of the rooms whose content was still to be handed over
     */
    public List<String> closeContents() {
        return contents == null ? List.of() : contents.close();
    }

    /** What a room has to tell, on its turns. */
    final class OfRoom {

        private final String room;
        private final Consumer<Visit> entrance;
        private boolean isEnded;

        private OfRoom(String room, Consumer<Visit> entrance) {
            this.room = room;
            this.entrance = entrance;
        }

        /** An update is in the document, and on its way to the store. */
        void accepted(@Nullable String author) {
            if (contents != null && !isEnded) {
                contents.changed(room, author, entrance);
            }
        }

        /** What is in the store is in the document too, from another hub. */
        void acceptedElsewhere() {
            accepted(null);
            durable();
        }

        void stored(List<StoredUpdate> updates) {
            if (events != null) {
                events.add(room, updates);
            }
            durable();
        }

        /** The room ends: what was accepted may be lost. */
        void ended() {
            isEnded = true;
            durable();
        }

        private void durable() {
            if (contents != null) {
                contents.durable(room);
            }
        }

        /** Whether the room should not leave the memory yet. */
        boolean needRoom() {
            return contents != null && contents.needsRoom(room);
        }
    }
}
