package dev.collab4j.testkit;

/** The server has answered a handshake with an HTTP error. */
public final class HandshakeRejectedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** The HTTP status. */
    private final int status;

    /**
     * A refusal.
     *
     * @param status the HTTP status
     * @param reason the body of the response, not null
     */
    public HandshakeRejectedException(int status, String reason) {
        super("HTTP " + status + ": " + reason);
        this.status = status;
    }

    /**
     * The HTTP status.
     *
     * @return the status
     */
    public int status() {
        return status;
    }
}
