package dev.collab4j.spi.transport;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The answer to a handshake, given before the upgrade. Immutable. */
public sealed interface Admission {

    /**
     * The upgrade may go on.
     *
     * @param subprotocol the sub-protocol to answer with, one of those that the client offered; null for none
     */
    record Accepted(@Nullable String subprotocol) implements Admission {}

    /**
     * The upgrade is refused, the HTTP response says why.
     *
     * @param status the HTTP status, 400 to 599
     * @param reason one line for the response's body, not null
     */
    record Rejected(int status, String reason) implements Admission {

        /**
         * Checks the status.
         *
         * @param status the HTTP status, 400 to 599
         * @param reason one line for the response's body, not null
         * @throws IllegalArgumentException if the status is no error of HTTP
         */
        public Rejected {
            Objects.requireNonNull(reason, "reason");
            if (status < 400 || status > 599) {
                throw new IllegalArgumentException("HTTP status " + status + " refuses nothing");
            }
        }
    }

    /**
     * Accepts without a sub-protocol.
     *
     * @return the admission, not null
     */
    static Admission accept() {
        return new Accepted(null);
    }

    /**
     * Accepts, answering with a sub-protocol.
     *
     * @param subprotocol one of those that the client offered (browsers fail the handshake otherwise), null for none
     * @return the admission, not null
     */
    static Admission accept(@Nullable String subprotocol) {
        return new Accepted(subprotocol);
    }

    /**
     * Refuses with an HTTP status.
     *
     * @param status 400 to 599
     * @param reason one line for the response's body, not null
     * @return the admission, not null
     * @throws IllegalArgumentException if the status is no error of HTTP
     */
    static Admission reject(int status, String reason) {
        return new Rejected(status, reason);
    }
}
