package dev.collab4j.jdbc;

import com.zaxxer.hikari.HikariDataSource;
import dev.collab4j.it.postgres.PostgresServer;
import dev.collab4j.spi.storage.DocumentStore;
import dev.collab4j.testkit.DocumentStoreContract;
import java.sql.SQLException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.postgresql.ds.PGSimpleDataSource;

/** The contract on a real PostgreSQL; a restart is a new store with new connections. */
class PostgresStoreIT extends DocumentStoreContract {

    private final PGSimpleDataSource schema = PostgresServer.newSchema();
    private @Nullable HikariDataSource pool;

    PostgresStoreIT() throws SQLException {}

    @Override
    protected DocumentStore open() {
        dispose();
        pool = Postgres.pool(schema);
        return JdbcDocumentStore.builder(pool).build();
    }

    @Override
    protected boolean damage(String document) throws Exception {
        return Rows.damageUpdate(schema, document);
    }

    @Override
    protected Duration raceDuration() {
        return H2.raceDuration();
    }

    @AfterEach
    void dispose() {
        if (pool != null) {
            pool.close();
        }
    }
}
