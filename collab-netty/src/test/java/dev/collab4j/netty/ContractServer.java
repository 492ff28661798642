package dev.collab4j.netty;

import dev.collab4j.testkit.WebSocketServer;
import io.netty.buffer.UnpooledByteBufAllocator;
import java.time.Duration;

/** A transport as the contract sees it, with short times. */
final class ContractServer extends WebSocketServer {

    private static final Duration TIMEOUT = Duration.ofSeconds(1);

    private final UnpooledByteBufAllocator allocator = new UnpooledByteBufAllocator(true);
    private final NettyTransport transport;

    ContractServer(NettyTransport.Builder builder) {
        transport = builder.allocator(allocator)
                .closeTimeout(TIMEOUT)
                .handshakeTimeout(TIMEOUT)
                .start();
    }

    @Override
    public int port() {
        return transport.port();
    }

    @Override
    public int openBuffers() {
        return (int) allocator.metric().usedDirectMemory(); // bytes, which is as good: none is none
    }

    @Override
    public void close() {
        transport.close();
    }
}
