package dev.collab4j.hub.internal.engine;

import java.util.Locale;

/** How a {@link Step} ends. */
public enum Outcome {
    /** As it should. */
    SUCCESS,
    /** By the word of the authenticator, or a limit. */
    REFUSED,
    /** By an exception, or as it took too long. */
    FAILED,
    /** As the client has left. */
    LEFT;

    /**
     * What it is called where it is counted.
     *
     * @return its name in lower case
     */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
