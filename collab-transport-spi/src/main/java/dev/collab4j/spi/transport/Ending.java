package dev.collab4j.spi.transport;

/** How a connection ends. */
record Ending(CloseCode code, String why) {}
