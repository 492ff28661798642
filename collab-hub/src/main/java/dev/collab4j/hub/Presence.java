package dev.collab4j.hub;

import dev.collab4j.core.Cursor;
import dev.collab4j.core.MalformedUpdateException;
import dev.collab4j.core.awareness.AwarenessState;
import dev.collab4j.hub.internal.engine.PresentClient;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a client showed of itself when {@link Room#presences} looked, joined with who it is. The state is the client's
 * word: any JSON up to {@link Limits#maxPresenceBytes}, with a name that may be somebody else's; {@link #user} is that of
 * the {@link Authenticator}. Immutable, thread-safe; the JSON is parsed on the caller's thread, with each call.
 */
public final class Presence {

    /** The field of a state that is {@code true} while its user types. */
    public static final String TYPING = "typing";

    /**
     * How long it is believed that somebody types who isn't heard of, 3.5 s: a page says every half second that its user
     * types, and 3 s after the last key that it is over.
     */
    public static final Duration TYPING_TIMEOUT = Duration.ofMillis(3_500);

    private final PresentClient client;
    private final @Nullable Session session;

    Presence(PresentClient client, @Nullable Session session) {
        this.client = client;
        this.session = session;
    }

    /**
     * The client that it is about, {@code doc.clientID} in the browser. One user may have several.
     *
     * @return the id, 0 to 2^53-1
     */
    public long clientId() {
        return client.id();
    }

    /**
     * Who it is, whatever its state says.
     *
     * @return the user of its session's {@link Access}, also while that is broken and may come back; null if nobody
     *     knows, or if it is connected to another hub
     */
    public @Nullable String user() {
        return client.user();
    }

    /**
     * The session that it came with.
     *
     * @return the session; null if its connection is broken and it may come back, or if it is connected to another hub
     */
    public @Nullable Session session() {
        return session;
    }

    /**
     * What it shows.
     *
     * @return its state, as text or parsed; not null
     */
    public AwarenessState state() {
        return client.state();
    }

    /**
     * When it was last heard of: a client says something at least every 15 s, and after 30 s it isn't there any more.
     *
     * @return the time by the hub's clock, not null
     */
    public Instant lastHeard() {
        return client.heard();
    }

    /**
     * Whether its user was typing. It is believed for {@link #TYPING_TIMEOUT} after the client was last heard of.
     *
     * @return true if the state says so, and isn't too old
     */
    public boolean isTyping() {
        return client.at().isBefore(client.heard().plus(TYPING_TIMEOUT))
                && state().value() instanceof Map<?, ?> fields
                && Boolean.TRUE.equals(fields.get(TYPING));
    }

    /**
     * Where its cursor was, or what was selected, as most editors show it.
     *
     * @return the cursor, to be resolved in the room's document; null if it shows none, or something else in its place
     */
    public @Nullable Cursor cursor() {
        return cursor(Cursor.FIELD);
    }

    /**
     * Where its cursor was, by another field: {@code selection} of y-monaco.
     *
     * @param field the field of the state, not null
     * @return the cursor; null if it shows none, or something else in its place
     */
    public @Nullable Cursor cursor(String field) {
        try {
            return Cursor.in(state().value(), field);
        } catch (MalformedUpdateException e) {
            return null; // what one client shows must not keep a page from showing the others
        }
    }

    /** Shows nothing of the state, for logs. */
    @Override
    public String toString() {
        return "Presence[" + clientId() + "]";
    }
}
