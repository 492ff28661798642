package dev.collab4j.netty;

import dev.collab4j.hub.Access;
import dev.collab4j.hub.CollabHub;
import dev.collab4j.hub.HubMetrics;
import dev.collab4j.hub.HubOptions;
import dev.collab4j.hub.Limits;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufAllocatorMetricProvider;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;

/**
 * A process with a hub whose authenticator never answers, and nothing limited that counts connections. Says its port, and
 * after each line of input how many connections there are, and how many bytes it uses: of the heap after a collection,
 * and of Netty's memory outside of it.
 */
final class StrangerServer {

    private static final int COLLECTIONS = 4;
    private static final int MANY = 100_000;
    private static final Duration LONG = Duration.ofHours(1);

    private StrangerServer() {}

    public static void main(String[] args) throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        CollabHub hub = CollabHub.builder()
                .authenticator(request -> {
                    never.await();
                    return Access.denied("never");
                })
                .limits(Limits.builder().maxUnauthenticatedPerAddress(MANY).build())
                .options(HubOptions.builder()
                        .authenticationTimeout(LONG)
                        .joinTimeout(LONG)
                        .build())
                .build();
        NettyTransport server = NettyTransport.builder()
                .maxHandshakesPerAddress(MANY)
                .handshakeTimeout(LONG)
                .route("/y/*", hub.yWebSocket())
                .route("/hocuspocus", hub.hocuspocus())
                .start();
        SimpleMeterRegistry registry = new SimpleMeterRegistry();
        HubMetrics.of(hub).bindTo(registry);
        NettyMetrics.of(server).bindTo(registry);
        System.out.println(server.port());
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        while (in.readLine() != null) {
            double open = registry.get("collab.connections").gauge().value()
                    + registry.get("collab.handshakes").gauge().value();
            System.out.println((long) open + " " + usedBytes());
        }
        Runtime.getRuntime().halt(0);
    }

    static long usedBytes() throws InterruptedException {
        for (int i = 0; i < COLLECTIONS; i++) {
            System.gc();
            Thread.sleep(50);
        }
        Runtime runtime = Runtime.getRuntime();
        long outside = ((ByteBufAllocatorMetricProvider) ByteBufAllocator.DEFAULT)
                .metric()
                .usedDirectMemory();
        return runtime.totalMemory() - runtime.freeMemory() + outside;
    }
}
