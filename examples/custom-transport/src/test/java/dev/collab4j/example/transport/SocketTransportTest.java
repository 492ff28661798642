package dev.collab4j.example.transport;

import dev.collab4j.spi.transport.Acceptor;
import dev.collab4j.testkit.TransportContract;
import java.time.Duration;
import java.util.Map;

/** The example holds the contract of all transports. */
class SocketTransportTest extends TransportContract {

    @Override
    protected Server start(Acceptor acceptor, Duration pingInterval) throws Exception {
        return new SocketServer(new SocketTransport(acceptor, pingInterval));
    }

    @Override
    protected Map<String, String> exceptions() {
        return Map.of(
                "t12_fragmentsAboveTheLimitAreRefused", "there are no fragments",
                "t12_largeHeadersAreRefused", "there are no headers",
                "t13_aTextFrameIsRefused", "there is no text",
                "t13_anUnmaskedFrameIsRefused", "there are no masks");
    }
}
