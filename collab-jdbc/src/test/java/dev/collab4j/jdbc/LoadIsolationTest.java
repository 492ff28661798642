package dev.collab4j.jdbc;

import java.nio.file.Path;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcConnectionPool;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

class LoadIsolationTest extends LoadIsolationContract {

    @TempDir
    Path dir;

    private JdbcConnectionPool pool;

    @Override
    DataSource dataSource() {
        pool = H2.pool(H2.fileUrl(dir));
        return pool;
    }

    @AfterEach
    void dispose() {
        pool.dispose();
    }
}
