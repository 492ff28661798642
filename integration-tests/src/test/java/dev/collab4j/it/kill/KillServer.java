package dev.collab4j.it.kill;

import dev.collab4j.hub.Authenticator;
import dev.collab4j.hub.CollabHub;
import dev.collab4j.netty.NettyTransport;
import dev.collab4j.spi.storage.DocumentStore;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
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
        return (DocumentStore) Proxy.newProxyInstance(
                KillServer.class.getClassLoader(),
                new Class<?>[] {DocumentStore.class},
                (proxy, method, args) -> method.getName().equals("append")
                        ? append(store, method, args, nanos)
                        : call(store, method, args));
    }

    private static Object append(DocumentStore store, Method append, Object[] args, long nanos) throws Throwable {
        boolean isBefore = ThreadLocalRandom.current().nextBoolean();
        LockSupport.parkNanos(isBefore ? nanos : 0);
        System.out.println("in");
        Object nothing = call(store, append, args);
        System.out.println("out");
        LockSupport.parkNanos(isBefore ? 0 : nanos);
        return nothing;
    }

    private static Object call(DocumentStore store, Method method, Object[] args) throws Throwable {
        try {
            return method.invoke(store, args);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }
}
