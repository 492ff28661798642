package dev.collab4j.example.inspect;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/** A command can't do what it was told; what it says is one line that names the file. */
final class FailedException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1;

    final String line;

    FailedException(String file, @Nullable String what, Throwable cause) {
        super(cause);
        line = file + ": " + what;
    }
}
