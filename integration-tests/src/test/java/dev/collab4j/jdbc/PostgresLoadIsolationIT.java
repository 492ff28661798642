package dev.collab4j.jdbc;

import com.zaxxer.hikari.HikariDataSource;
import dev.collab4j.it.postgres.PostgresServer;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;

class PostgresLoadIsolationIT extends LoadIsolationContract {

    private final HikariDataSource pool = Postgres.pool(PostgresServer.newSchema());

    PostgresLoadIsolationIT() throws SQLException {}

    @Override
    DataSource dataSource() {
        return pool;
    }

    @AfterEach
    void dispose() {
        pool.close();
    }
}
