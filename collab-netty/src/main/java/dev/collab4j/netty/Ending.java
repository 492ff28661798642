package dev.collab4j.netty;

import dev.collab4j.spi.transport.CloseCode;

/** Why a connection ends: what its listener is told. */
record Ending(CloseCode code, String why) {}
