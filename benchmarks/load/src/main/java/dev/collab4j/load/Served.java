package dev.collab4j.load;

import com.zaxxer.hikari.HikariDataSource;
import dev.collab4j.hub.Access;
import dev.collab4j.hub.CollabHub;
import dev.collab4j.hub.Limits;
import dev.collab4j.jdbc.JdbcDocumentStore;
import dev.collab4j.netty.NettyTransport;
import org.jspecify.annotations.Nullable;

/** A running hub that lets everybody write. */
final class Served implements AutoCloseable {

    static final String NO_STORE = "none";

    private static final int CONNECTIONS = 10;
    private static final int ANY = 1_000_000;

    private final NettyTransport transport;
    private final CollabHub hub;
    private final @Nullable HikariDataSource database;

    private Served(NettyTransport transport, CollabHub hub, @Nullable HikariDataSource database) {
        this.transport = transport;
        this.hub = hub;
        this.database = database;
    }

    static Served start(int port, int threads, String store, String user, String password) {
        HikariDataSource database = store.equals(NO_STORE) ? null : database(store, user, password);
        CollabHub.Builder builder = CollabHub.builder()
                .authenticator(request -> Access.readWrite(null))
                .limits(limits());
        if (database != null) {
            builder.store(JdbcDocumentStore.builder(database).build());
        }
        CollabHub hub = builder.build();
        NettyTransport transport = NettyTransport.builder()
                .port(port)
                .threads(threads)
                .route("/y/*", hub.yWebSocket())
                .route("/hocuspocus", hub.hocuspocus())
                .maxHandshakesPerAddress(ANY)
                .start();
        return new Served(transport, hub, database);
    }

    /** All clients are at one address, and nobody is anybody: what is limited for addresses is no limit here. */
    private static Limits limits() {
        return Limits.builder().maxUnauthenticatedPerAddress(ANY).build();
    }

    private static HikariDataSource database(String url, String user, String password) {
        HikariDataSource database = new HikariDataSource();
        database.setJdbcUrl(url);
        database.setUsername(user);
        database.setPassword(password);
        database.setMaximumPoolSize(CONNECTIONS);
        return database;
    }

    int port() {
        return transport.port();
    }

    @Override
    public void close() {
        transport.close();
        hub.close();
        if (database != null) {
            database.close();
        }
    }
}
