package dev.collab4j.example.inspect;

import java.io.IOException;
import java.io.Serial;

/** Standard output can't be written: nothing that the command could still do is of use. */
final class OutputException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1;

    final String line;

    OutputException(IOException cause) {
        super(cause);
        line = "standard output: can't be written: " + cause.getMessage();
    }

    /** Whether who read it has gone, having seen enough. There is nothing but the system's words to tell. */
    boolean isBrokenPipe() {
        return line.contains("pipe");
    }
}
