package dev.collab4j.netty;

import dev.collab4j.spi.transport.Acceptor;
import dev.collab4j.testkit.TransportContract;

/** The contract on the fall-back. */
class NioTransportContractTest extends TransportContract {

    @Override
    protected Server start(Acceptor acceptor) {
        return new ContractServer(NettyTransport.builder().nativeAllowed(false).route("/y/*", acceptor));
    }

    @Override
    protected int violate(Server server, Violation violation) throws Exception {
        return ((ContractServer) server).violate(violation);
    }
}
