package dev.collab4j.hub;

import java.util.Objects;

/**
 * What an {@link UpdateFilter} decides about one update. Immutable.
 *
 * <p>Merely to drop a refused update would lock its client out: all that it writes later depends on ids that nobody has. So
 * there are three ways to refuse. None lets content of the update into the document; the first two let its ids in, and the
 * names of the roots and keys that it writes to, as they stay of everything that is deleted.
 */
public final class Verdict {

    /** What happens to the update. */
    public enum Kind {
        /** It is applied. */
        ACCEPT,
        /** What it inserts is deleted again. */
        REVOKE,
        /** What it inserts is deleted again, and keys get back the values that it replaces or deletes. */
        COMPENSATE,
        /** It is dropped, and its client has to begin again with a fresh document. */
        RESET
    }

    private static final Verdict ACCEPTED = new Verdict(Kind.ACCEPT, "");

    private final Kind kind;
    private final String reason;

    private Verdict(Kind kind, String reason) {
        this.kind = kind;
        this.reason = Objects.requireNonNull(reason, "reason");
    }

    /**
     * The update is applied.
     *
     * @return the verdict, not null
     */
    public static Verdict accept() {
        return ACCEPTED;
    }

    /**
     * What the update inserts is deleted again: the client sees it go, and goes on. For insertions into texts, arrays and
     * XML, formats, and keys that had no value; an update that does anything else is refused by {@link #reset}.
     *
     * @param reason one line for the client if it has to be reset, and for the log at DEBUG, not null
     * @return the verdict, not null
     */
    public static Verdict revoke(String reason) {
        return new Verdict(Kind.REVOKE, reason);
    }

    /**
     * As {@link #revoke}, and keys of maps and attributes whose value the update replaces or deletes are set to it again,
     * for everybody, by the hub. An update that also does something that can't be given back is refused by {@link #reset}:
     * one that deletes characters, elements, children, or marks of formats, or takes a shared type from its key.
     *
     * @param reason one line for the client if it has to be reset, and for the log at DEBUG, not null
     * @return the verdict, not null
     */
    public static Verdict compensate(String reason) {
        return new Verdict(Kind.COMPENSATE, reason);
    }

    /**
     * The update is dropped, and the client sent away: its document has something that it must not have, or has lost what it
     * can't get back. A y-websocket client gets close code 4409, a HocuspocusProvider "permission denied" and, by version 4,
     * CLOSE. It may come back with a new, empty document; with the old one, which it may have kept in the browser's storage,
     * it sends the same again, and is sent away again.
     *
     * @param reason one line for the client, at most 123 UTF-8 bytes reach it, and for the log at DEBUG, not null
     * @return the verdict, not null
     */
    public static Verdict reset(String reason) {
        return new Verdict(Kind.RESET, reason);
    }

    /**
     * What happens to the update.
     *
     * @return the kind, not null
     */
    public Kind kind() {
        return kind;
    }

    /**
     * Why it is refused.
     *
     * @return the reason, empty if it is accepted, not null
     */
    public String reason() {
        return reason;
    }

    @Override
    public String toString() {
        return "Verdict[" + kind + "]";
    }
}
