package dev.collab4j.it.durability;

import dev.collab4j.hub.Authenticator;
import dev.collab4j.hub.CollabHub;
import dev.collab4j.hub.Limits;
import dev.collab4j.netty.NettyTransport;
import java.io.IOException;
import java.time.Duration;

/**
 * One of several servers on the store at a JDBC URL. It prints its port, and drains within so many seconds when it is told to stop;
 * then it prints what it could not store.
 */
final class DrainServer {

    private static final int ALL_FROM_HERE = 10_000;

    private DrainServer() {}

    /** JDBC URL, seconds. */
    public static void main(String[] args) throws IOException {
        CollabHub hub = CollabHub.builder()
                .store(OpenStore.at(args[0]).store())
                .authenticator(Authenticator.anyone())
                .limits(Limits.builder()
                        .maxUnauthenticatedPerAddress(ALL_FROM_HERE)
                        .build())
                .build();
        NettyTransport transport = NettyTransport.builder()
                .host("127.0.0.1")
                .port(0)
                .route("/y/*", hub.yWebSocket())
                .start();
        Duration within = Duration.ofSeconds(Long.parseLong(args[1]));
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            System.out.println("unsaved " + hub.drain(within).join());
            hub.close();
        }));
        System.out.println("port " + transport.port());
        int end = System.in.read(); // of the test, if it does not stop us
        System.exit(end);
    }
}
