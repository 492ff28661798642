package dev.collab4j.hub.internal.engine;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/**
 * Which room, and which session, the log lines of some work are about: the keys of SLF4J's MDC. They are set around what
 * logs and around calls that may block, and not around each turn, as setting them costs more than a short turn.
 */
public final class LogContext {

    /** The key of a room's name. */
    public static final String ROOM = "collab.room";

    /** The key of a session's id. */
    public static final String SESSION = "collab.session";

    private LogContext() {}

    /**
     * Runs something that concerns a room.
     *
     * @param room its name
     * @param body what logs
     */
    public static void in(String room, Runnable body) {
        MDC.put(ROOM, oneLine(room));
        try {
            body.run();
        } finally {
            MDC.remove(ROOM);
        }
    }

    /** Runs something that concerns a session. */
    static void of(String session, Runnable body) {
        MDC.put(SESSION, session);
        try {
            body.run();
        } finally {
            MDC.remove(SESSION);
        }
    }

    /**
     * Calls something that concerns a room, or several.
     *
     * @param <T> what comes of it
     * @param room its name, null if it is about several
     * @param body what is called
     * @return what it returned
     * @throws Exception what it threw
     */
    public static <T> T call(@Nullable String room, Callable<T> body) throws Exception {
        if (room == null) {
            return body.call();
        }
        MDC.put(ROOM, oneLine(room));
        try {
            return body.call();
        } finally {
            MDC.remove(ROOM);
        }
    }

    /** Names come from clients: one with a line break would forge lines of a log. */
    private static String oneLine(String name) {
        return name.chars().noneMatch(Character::isISOControl) ? name : name.replaceAll("\\p{Cc}", "\uFFFD");
    }
}
