package dev.collab4j.netty;

import java.time.Duration;

/** What the builder of a transport has collected, for all its connections. */
record Settings(
        Duration handshakeTimeout,
        Duration pingInterval,
        Duration closeTimeout,
        int maxHeaderBytes,
        int maxHandshakesPerAddress,
        int lowWaterMark,
        int highWaterMark) {}
