package dev.collab4j.jdbc;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import javax.sql.DataSource;
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

    static boolean damageUpdate(DataSource dataSource, String document) throws SQLException {
        String select = "SELECT p.doc, p.payload FROM collab_update_pending p JOIN collab_doc d ON d.id = p.doc"
                + " WHERE d.name = ?";
        String update = "UPDATE collab_update_pending SET payload = ? WHERE doc = ?";
        try (Connection connection = dataSource.getConnection();
                PreparedStatement read = connection.prepareStatement(select);
                PreparedStatement write = connection.prepareStatement(update)) {
            read.setBytes(1, document.getBytes(StandardCharsets.UTF_8));
            try (ResultSet row = read.executeQuery()) {
                row.next();
                byte[] payload = row.getBytes(2);
                payload[payload.length - 1] ^= 1;
                write.setBytes(1, payload);
                write.setLong(2, row.getLong(1));
            }
            return write.executeUpdate() == 1;
        }
    }
}
