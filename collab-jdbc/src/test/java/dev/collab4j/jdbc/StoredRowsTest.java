package dev.collab4j.jdbc;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcConnectionPool;
import org.junit.jupiter.api.AfterEach;

class StoredRowsTest extends StoredRowsContract {

    private static final String FIXTURE = "/fixtures/h2-version-1.sql";

    private final List<JdbcConnectionPool> pools = new ArrayList<>();

    @Override
    DataSource emptyDatabase() {
        JdbcConnectionPool pool = H2.pool("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1");
        pools.add(pool);
        return pool;
    }

    @Override
    void restoreFixture(DataSource empty) throws SQLException {
        Rows.execute(empty, "RUNSCRIPT FROM 'classpath:" + FIXTURE + "'");
    }

    @AfterEach
    void dispose() {
        pools.forEach(JdbcConnectionPool::dispose);
    }
}
