package dev.collab4j.testkit;

import dev.collab4j.spi.transport.Acceptor;
import java.time.Duration;
import java.util.Map;

class LoopbackTransportTest extends TransportContract {

    @Override
    protected Server start(Acceptor acceptor, Duration pingInterval) {
        return new LoopbackServer(acceptor);
    }

    @Override
    protected Map<String, String> exceptions() {
        return LoopbackServer.EXCEPTIONS;
    }
}
