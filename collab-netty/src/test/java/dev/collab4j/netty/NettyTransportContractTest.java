package dev.collab4j.netty;

import dev.collab4j.spi.transport.Acceptor;
import dev.collab4j.testkit.TransportContract;
import java.time.Duration;

/** The contract on the I/O that the platform has best: epoll on Linux x86-64. */
class NettyTransportContractTest extends TransportContract {

    @Override
    protected Server start(Acceptor acceptor, Duration pingInterval) {
        return new ContractServer(
                NettyTransport.builder().pingInterval(pingInterval).route("/y/*", acceptor));
    }
}
