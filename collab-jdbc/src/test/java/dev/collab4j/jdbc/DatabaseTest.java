package dev.collab4j.jdbc;

import java.util.UUID;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcConnectionPool;
import org.junit.jupiter.api.AfterEach;

class DatabaseTest extends DatabaseContract {

    private final JdbcConnectionPool pool =
            H2.pool("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1;LOCK_TIMEOUT=200");

    @Override
    DataSource dataSource() {
        return pool;
    }

    @AfterEach
    void dispose() {
        pool.dispose();
    }
}
