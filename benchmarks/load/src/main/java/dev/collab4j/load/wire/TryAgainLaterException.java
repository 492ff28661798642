package dev.collab4j.load.wire;

import java.io.IOException;

/** A server has closed a connection with 1013: it has too much to do, and wants the client to come again. */
public final class TryAgainLaterException extends IOException {

    private static final long serialVersionUID = 1L;

    static final int CODE = 1013;

    TryAgainLaterException() {
        super("closed with " + CODE);
    }
}
