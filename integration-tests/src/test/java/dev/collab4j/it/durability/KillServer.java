package dev.collab4j.it.durability;

import dev.collab4j.hub.Authenticator;
import dev.collab4j.hub.CollabHub;
import dev.collab4j.netty.NettyTransport;
import dev.collab4j.spi.storage.DocumentStore;
import dev.collab4j.spi.storage.StoredUpdate;
import dev.collab4j.testkit.ForwardingDocumentStore;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * The server that is killed: both protocols on the store at a JDBC URL, whose appends wait so many milliseconds before or after what
 * they do. It prints its health and its port, a line "in" when an append goes to the database, and "out" when that has answered.
 */
final class KillServer {

    private KillServer() {}

    /** JDBC URL, port, milliseconds. */
    public static void main(String[] args) throws IOException {
        DocumentStore store = OpenStore.at(args[0]).store();
        System.out.println("health " + store.check().status());
        CollabHub hub = CollabHub.builder()
                .store(slow(store, TimeUnit.MILLISECONDS.toNanos(Long.parseLong(args[2]))))
                .authenticator(Authenticator.anyone())
                .build();
        NettyTransport transport = NettyTransport.builder()
                .host("127.0.0.1")
                .port(Integer.parseInt(args[1]))
                .route("/y/*", hub.yWebSocket())
                .route("/hocuspocus", hub.hocuspocus())
                .start();
        System.out.println("port " + transport.port());
        int end = System.in.read(); // of the test, if it does not kill us
        System.exit(end);
    }

    private static DocumentStore slow(DocumentStore store, long nanos) {
        return new ForwardingDocumentStore(store) {
            @Override
            public void append(List<StoredUpdate> batch) {
                boolean isBefore = ThreadLocalRandom.current().nextBoolean();
                LockSupport.parkNanos(isBefore ? nanos : 0);
                System.out.println("in");
                super.append(batch);
                System.out.println("out");
                LockSupport.parkNanos(isBefore ? 0 : nanos);
            }
        };
    }
}
