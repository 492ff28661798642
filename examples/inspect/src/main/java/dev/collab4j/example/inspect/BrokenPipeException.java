package dev.collab4j.example.inspect;

import java.io.Serial;

/** Who read standard output has gone, and has seen enough. */
final class BrokenPipeException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1;

    BrokenPipeException(Throwable cause) {
        super(cause);
    }
}
