package dev.collab4j.websocket;

import dev.collab4j.spi.transport.Acceptor;
import dev.collab4j.testkit.TransportContract;
import java.time.Duration;
import java.util.Map;

/** The contract as far as Jakarta WebSocket can hold it; a container adds what it alone can't. */
abstract class JakartaContract extends TransportContract {

    abstract Container container();

    @Override
    protected Server start(Acceptor acceptor, Duration pingInterval) throws Exception {
        return container().start(ContainerServer.servlet(acceptor, pingInterval));
    }

    @Override
    protected Map<String, String> exceptions() {
        return Map.of(
                "t10_afterPauseAtMostOneReadIsDelivered",
                "nothing stops a container from reading: beyond maxHeldBytes a paused client is closed with 1013",
                "t12_aLengthAboveTheLimitIsRefusedBeforeTheMessageComes",
                "Jakarta tells no length of a frame: a message is refused when more than the limit has come");
    }
}
