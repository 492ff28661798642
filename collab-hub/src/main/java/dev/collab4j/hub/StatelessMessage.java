package dev.collab4j.hub;

import dev.collab4j.hub.internal.engine.RoomActor;
import dev.collab4j.hub.internal.engine.RoomSession;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a HocuspocusProvider client has sent past the document. It isn't kept anywhere, and neither are answers: who can't
 * keep up, or comes later, misses them. Immutable, thread-safe.
 */
public final class StatelessMessage {

    private final RoomActor room;
    private final RoomSession sender;
    private final String payload;

    StatelessMessage(RoomActor room, RoomSession sender, String payload) {
        this.room = room;
        this.sender = sender;
        this.payload = payload;
    }

    /**
     * The room whose document the client has open.
     *
     * @return the room's name, not null
     */
    public String room() {
        return room.name();
    }

    /**
     * Who has sent it.
     *
     * @return the user of the sender's {@link Access}, null if nobody knows
     */
    public @Nullable String user() {
        return sender.user();
    }

    /**
     * What was sent.
     *
     * @return the payload, whatever the application makes of it, not null
     */
    public String payload() {
        return payload;
    }

    /**
     * Answers the sender alone; nothing happens if it has left.
     *
     * @param answer what to send, not null
     */
    public void reply(String answer) {
        room.sendStateless(sender, Objects.requireNonNull(answer, "answer"));
    }

    /**
     * Sends something to all HocuspocusProvider clients in the room on this hub, the sender included.
     *
     * @param message what to send, not null
     */
    public void broadcast(String message) {
        room.sendStateless(Objects.requireNonNull(message, "message"));
    }

    /** Leaves the payload out, for logs. */
    @Override
    public String toString() {
        return "StatelessMessage[" + room() + "]";
    }
}
