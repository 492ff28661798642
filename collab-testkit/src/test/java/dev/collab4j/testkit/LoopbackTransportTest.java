package dev.collab4j.testkit;

import dev.collab4j.spi.transport.Acceptor;

class LoopbackTransportTest extends TransportContract {

    @Override
    protected Server start(Acceptor acceptor) {
        return new LoopbackServer(acceptor);
    }
}
