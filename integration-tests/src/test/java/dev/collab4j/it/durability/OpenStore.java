package dev.collab4j.it.durability;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.collab4j.jdbc.JdbcDocumentStore;
import dev.collab4j.spi.storage.DocumentStore;

/** The store at a JDBC URL. */
final class OpenStore implements AutoCloseable {

    private final HikariDataSource pool;
    private final DocumentStore store;

    private OpenStore(HikariDataSource pool) {
        this.pool = pool;
        this.store = JdbcDocumentStore.builder(pool).build();
    }

    static OpenStore at(String url) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(url);
        config.setMinimumIdle(1);
        return new OpenStore(new HikariDataSource(config));
    }

    DocumentStore store() {
        return store;
    }

    @Override
    public void close() {
        pool.close();
    }
}
