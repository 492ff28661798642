package dev.collab4j.hub;

import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What an {@link Authenticator} decides about one connection to one room. Immutable. */
public final class Access {

    /** How far the access goes. */
    public enum Level {
        /** Sees and edits. */
        READ_WRITE,
        /** Sees; edits are dropped, presence is shown. */
        READ_ONLY,
        /** Is turned away. */
        DENIED
    }

    private final Level level;
    private final @Nullable String user;
    private final String reason;
    private final @Nullable Instant until;

    private Access(Level level, @Nullable String user, String reason, @Nullable Instant until) {
        this.level = level;
        this.user = user;
        this.reason = Objects.requireNonNull(reason, "reason");
        this.until = until;
    }

    /**
     * Sees and edits.
     *
     * @param user who it is: the author of what comes from the connection, at most 255 UTF-8 bytes; null if nobody
     *     knows
     * @return the access, not null
     */
    public static Access readWrite(@Nullable String user) {
        return new Access(Level.READ_WRITE, user, "", null);
    }

    /**
     * Sees, and does not edit.
     *
     * @param user who it is; null if nobody knows
     * @return the access, not null
     */
    public static Access readOnly(@Nullable String user) {
        return new Access(Level.READ_ONLY, user, "", null);
    }

    /**
     * Is turned away, for good: a y-websocket client gets close code 4403 and does not come back by itself.
     *
     * @param reason one line for the client, at most 123 UTF-8 bytes reach it, not null
     * @return the access, not null
     */
    public static Access denied(String reason) {
        return new Access(Level.DENIED, null, reason, null);
    }

    /**
     * The same access for a time, such as that of a token. Then the client has to authenticate again: a
     * HocuspocusProvider is asked for its token and goes on meanwhile, a y-websocket client is closed with 4501 and comes
     * back with its newest parameters.
     *
     * @param end when it ends; at once if that has passed, not null
     * @return the access, not null
     */
    public Access until(Instant end) {
        return new Access(level, user, reason, Objects.requireNonNull(end, "end"));
    }

    /**
     * When it ends.
     *
     * @return the time, null if it goes on
     */
    public @Nullable Instant until() {
        return until;
    }

    /**
     * How far it goes.
     *
     * @return the level, not null
     */
    public Level level() {
        return level;
    }

    /**
     * Who it is.
     *
     * @return the user, null if nobody knows
     */
    public @Nullable String user() {
        return user;
    }

    /**
     * Why it was denied.
     *
     * @return the reason, empty if it was not, not null
     */
    public String reason() {
        return reason;
    }

    @Override
    public String toString() {
        return "Access[" + level + "]";
    }
}
