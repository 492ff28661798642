package dev.collab4j.netty;

import dev.collab4j.spi.transport.Acceptor;
import dev.collab4j.testkit.TransportContract;
import java.time.Duration;

/** The contract on the fall-back. */
class NioTransportContractTest extends TransportContract {

    @Override
    protected Server start(Acceptor acceptor, Duration pingInterval) {
        return new ContractServer(NettyTransport.builder()
                .pingInterval(pingInterval)
                .nativeAllowed(false)
                .route("/y/*", acceptor));
    }
}
