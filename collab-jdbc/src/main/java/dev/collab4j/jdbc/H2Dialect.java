package dev.collab4j.jdbc;

import dev.collab4j.spi.Health;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Set;

/** H2 2.5 or later, whose VARBINARY has no limit of 1 MiB. */
final class H2Dialect implements Dialect {

    /** H2's own level. Its REPEATABLE READ fixes each table when that is first read, so not all at one moment. */
    private static final int SNAPSHOT = 6;

    private static final int DUPLICATE_KEY = 23505;
    private static final int DEADLOCK = 40001;
    private static final int LOCK_TIMEOUT = 50200;
    private static final int CONCURRENT_UPDATE = 90131;
    private static final Set<Integer> REPEATABLE = Set.of(DUPLICATE_KEY, DEADLOCK, LOCK_TIMEOUT, CONCURRENT_UPDATE);

    @Override
    public String folder() {
        return "h2";
    }

    @Override
    public int snapshotIsolation() {
        return SNAPSHOT;
    }

    /** With H2 the timeout of one statement is that of its whole connection, so it is set once and taken back. */
    @Override
    public Undo limitStatements(Connection connection, Duration timeout) throws SQLException {
        int seconds = (int) Math.max(1, timeout.toSeconds());
        try (Statement statement = connection.createStatement()) {
            int before = statement.getQueryTimeout();
            if (before == seconds) {
                return () -> {};
            }
            statement.setQueryTimeout(seconds);
            return () -> restore(connection, before);
        }
    }

    private static void restore(Connection connection, int seconds) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.setQueryTimeout(seconds);
        }
    }

    @Override
    public boolean isWorthRepeating(SQLException e) {
        for (SQLException at = e; at != null; at = at.getNextException()) {
            if (REPEATABLE.contains(at.getErrorCode())) {
                return true;
            }
        }
        return false;
    }

    @Override
    public Health check(Session session) throws SQLException {
        try (ResultSet result = session.prepare("check").executeQuery()) {
            String delay = result.next() ? result.getString(1) : "unknown";
            return "0".equals(delay)
                    ? Health.up()
                    : Health.degraded("H2's WRITE_DELAY is " + delay + " ms, so a commit of that time does not survive"
                            + " SIGKILL: add ;WRITE_DELAY=0 to the JDBC URL");
        }
    }
}
