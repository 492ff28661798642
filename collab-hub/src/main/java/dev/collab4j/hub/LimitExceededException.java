package dev.collab4j.hub;

import java.util.Objects;

/** A limit of the hub is reached, see {@link Limits}. Nothing has happened to what the call was about. */
public final class LimitExceededException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** The limit. */
    private final String limit;

    /**
     * A limit that is reached.
     *
     * @param limit its name in {@link Limits}, not null
     * @param message what it stopped, not null
     */
    public LimitExceededException(String limit, String message) {
        super(message);
        this.limit = Objects.requireNonNull(limit, "limit");
    }

    /**
     * The limit.
     *
     * @return its name in {@link Limits}, not null
     */
    public String limit() {
        return limit;
    }
}
