package dev.collab4j.it.durability;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.collab4j.hub.Authenticator;
import dev.collab4j.hub.CollabHub;
import dev.collab4j.it.postgres.PostgresServer;
import dev.collab4j.jdbc.JdbcDocumentStore;
import dev.collab4j.netty.NettyTransport;
import dev.collab4j.spi.storage.DocumentStore;
import dev.collab4j.testkit.WatchedDocumentStore;
import java.sql.SQLException;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadPoolExecutor;

/** Both protocols on a PostgreSQL that can be made to fail. All options are the defaults. */
final class FaultyServer implements AutoCloseable {

    private static final int CONNECTIONS = 16;

    private final HikariDataSource pool;
    private final FaultyDatabase database;
    private final DocumentStore real;
    private final WatchedDocumentStore store;
    private final ThreadPoolExecutor blocking = (ThreadPoolExecutor) Executors.newCachedThreadPool();
    private final CollabHub hub;
    private final NettyTransport transport;

    FaultyServer() throws SQLException {
        HikariConfig config = new HikariConfig();
        config.setDataSource(PostgresServer.newSchema());
        config.setMaximumPoolSize(CONNECTIONS);
        config.setMinimumIdle(1);
        pool = new HikariDataSource(config);
        real = JdbcDocumentStore.builder(pool).build();
        database = new FaultyDatabase(pool);
        store = new WatchedDocumentStore(
                JdbcDocumentStore.builder(database.dataSource()).build());
        hub = CollabHub.builder()
                .store(store)
                .authenticator(Authenticator.anyone())
                .blockingExecutor(blocking)
                .build();
        transport = NettyTransport.builder()
                .host("127.0.0.1")
                .port(0)
                .route("/y/*", hub.yWebSocket())
                .route("/hocuspocus", hub.hocuspocus())
                .start();
    }

    int port() {
        return transport.port();
    }

    CollabHub hub() {
        return hub;
    }

    FaultyDatabase database() {
        return database;
    }

    /** The store as the hub sees it. */
    WatchedDocumentStore store() {
        return store;
    }

    /** The store past the fault. */
    DocumentStore real() {
        return real;
    }

    /** How many threads are in calls that may block. */
    int blockedThreads() {
        return blocking.getActiveCount();
    }

    @Override
    public void close() {
        database.set(FaultyDatabase.Fault.NONE);
        hub.close();
        transport.close();
        blocking.shutdown();
        pool.close();
    }
}
