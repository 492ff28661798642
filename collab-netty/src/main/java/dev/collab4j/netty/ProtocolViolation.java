package dev.collab4j.netty;

import dev.collab4j.spi.transport.CloseCode;

/** What the peer sent can't be read any further; the code is what it is told. */
final class ProtocolViolation extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient CloseCode code;

    ProtocolViolation(CloseCode code, String message) {
        super(message, null, false, false); // hostile input must not cost a stack trace
        this.code = code;
    }

    CloseCode code() {
        return code;
    }
}
