package dev.collab4j.core;

import org.jspecify.annotations.Nullable;

/** An update that is given as one version of the format, and is malformed there, but whole and well-formed in the other. */
public final class WrongVersionException extends MalformedUpdateException {
    private static final long serialVersionUID = 1L;

    /**
     * Describes one mistaken input.
     *
     * @param message which version it is, and as which it was given
     * @param cause why it is none of the version that was given, or null if it could be one
     */
    public WrongVersionException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
