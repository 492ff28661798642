package dev.collab4j.hub;

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

    private Access(Level level, @Nullable String user, String reason) {
        this.level = level;
        this.user = user;
        this.reason = Objects.requireNonNull(reason, "reason");
    }

    /**
     * Sees and edits.
     *
     * @param user who it is: the author of what comes from the connection, at most 255 UTF-8 bytes; null if nobody
     *     knows
     * @return the access, not null
     */
    public static Access readWrite(@Nullable String user) {
        return new Access(Level.READ_WRITE, user, "");
    }

    /**
     * Sees, and does not edit.
     *
     * @param user who it is; null if nobody knows
     * @return the access, not null
     */
    public static Access readOnly(@Nullable String user) {
        return new Access(Level.READ_ONLY, user, "");
    }

    /**
     * Is turned away, for good: a y-websocket client gets close code 4403 and does not come back by itself.
     *
     * @param reason one line for the client, at most 123 UTF-8 bytes reach it, not null
     * @return the access, not null
     */
    public static Access denied(String reason) {
        return new Access(Level.DENIED, null, reason);
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
