package dev.collab4j.netty;

import dev.collab4j.testkit.HandshakeRejectedException;
import dev.collab4j.testkit.TransportContract.Peer;
import dev.collab4j.testkit.TransportContract.Server;
import dev.collab4j.testkit.TransportContract.Violation;
import io.netty.buffer.UnpooledByteBufAllocator;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** A transport as the contract drives it; its clients are plain sockets. */
final class ContractServer implements Server {

    /** Shorter than the default, as every peer that does not read costs all of it. */
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(1);

    private final UnpooledByteBufAllocator allocator = new UnpooledByteBufAllocator(true);
    private final NettyTransport transport;

    ContractServer(NettyTransport.Builder builder) {
        transport = builder.allocator(allocator).closeTimeout(CLOSE_TIMEOUT).start();
    }

    @Override
    public Peer connect(String subPath) throws Exception {
        RawClient client = RawClient.open(transport.port(), "/y/" + subPath);
        if (client.status() != 101) {
            throw new HandshakeRejectedException(client.status(), client.body());
        }
        return new RawPeer(client);
    }

    int violate(Violation violation) throws Exception {
        try (RawClient client = RawClient.open(transport.port(), "/y/a")) {
            switch (violation) {
                case TEXT_FRAME -> client.frame(0x81, "text".getBytes(StandardCharsets.UTF_8));
                case UNMASKED_FRAME -> client.bytes(0x82, 1, 'a');
                case RESERVED_BIT -> client.frame(0xC2, new byte[1]);
            }
            return client.awaitCloseCode();
        }
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
