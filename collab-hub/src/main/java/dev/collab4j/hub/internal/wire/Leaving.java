package dev.collab4j.hub.internal.wire;

import dev.collab4j.spi.transport.CloseCode;

/** How connections end. */
final class Leaving {

    private static final int FIRST_PERMANENT = 4400;
    private static final int LAST_PERMANENT = 4499;

    private Leaving() {}

    /** Whether a client that gets the code doesn't come back by itself, as y-websocket has it. */
    static boolean isPermanent(CloseCode code) {
        return code.value() >= FIRST_PERMANENT && code.value() <= LAST_PERMANENT;
    }

    /** Who leaves on purpose closes with 1000 or 1001; who was sent away for good got 44xx. */
    static boolean mayComeBack(CloseCode code) {
        return !isPermanent(code) && !code.equals(CloseCode.NORMAL) && !code.equals(CloseCode.GOING_AWAY);
    }
}
