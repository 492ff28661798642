package dev.collab4j.load.wire;

/** Kinds of WebSocket frames. */
final class Opcode {
    static final int BINARY = 2;
    static final int CLOSE = 8;
    static final int PING = 9;
    static final int PONG = 10;

    private Opcode() {}
}
