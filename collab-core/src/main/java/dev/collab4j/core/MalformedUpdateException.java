package dev.collab4j.core;

import org.jspecify.annotations.Nullable;

/**
 * Bytes from outside that aren't what they should be: an update, a state vector, an awareness update or a message that
 * is cut off, has impossible lengths or values, or uses what Yjs 13 doesn't know.
 *
 * <p>The message says what is wrong and at which byte. Whatever threw it has changed nothing: the document or awareness
 * is exactly as it was before the call.
 */
public sealed class MalformedUpdateException extends RuntimeException permits WrongVersionException {
    private static final long serialVersionUID = 1L;

    /**
     * Describes one malformed input.
     *
     * @param message where and what
     */
    public MalformedUpdateException(String message) {
        super(message);
    }

    /**
     * Describes one malformed input that another parser refused.
     *
     * @param message where and what
     * @param cause the exception of that parser, or null
     */
    public MalformedUpdateException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
