package dev.collab4j.jdbc;

import java.nio.file.Path;
import java.time.Duration;
import org.h2.jdbcx.JdbcConnectionPool;

/** What the tests of this module do with H2. */
final class H2 {

    private static final int CONNECTIONS = 32;

    private H2() {}

    static String fileUrl(Path dir) {
        return "jdbc:h2:async:" + dir.resolve("store") + ";WRITE_DELAY=0;REUSE_SPACE=FALSE";
    }

    static JdbcConnectionPool pool(String url) {
        JdbcConnectionPool pool = JdbcConnectionPool.create(url, "", "");
        pool.setMaxConnections(CONNECTIONS);
        return pool;
    }

    /** How long racing threads run: {@code -Dcollab.race.seconds=60} for the long form. */
    static Duration raceDuration() {
        return Duration.ofSeconds(Integer.getInteger("collab.race.seconds", 2));
    }
}
