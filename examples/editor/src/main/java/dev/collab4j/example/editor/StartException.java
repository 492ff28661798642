package dev.collab4j.example.editor;

import java.io.Serial;

/** The example can't start; the message is one line for the person who tried. */
final class StartException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1;

    StartException(String message) {
        super(message);
    }

    StartException(String message, Throwable cause) {
        super(message, cause);
    }
}
