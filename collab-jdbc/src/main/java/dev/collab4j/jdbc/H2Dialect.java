package dev.collab4j.jdbc;

import dev.collab4j.spi.Health;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** H2 2.5 or later, whose VARBINARY has no limit of 1 MiB. */
final class H2Dialect implements Dialect {

    /** H2's own level. Its REPEATABLE READ fixes each table when that is first read, so not all at one moment. */
    private static final int SNAPSHOT = 6;

    private static final int MAJOR = 2;
    private static final int MINOR = 5;
    private static final Pattern IN_MEMORY = Pattern.compile("(nioM|m)em(FS|LZF):");

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
    public void checkVersion(DatabaseMetaData database) throws SQLException {
        int major = database.getDatabaseMajorVersion();
        int minor = database.getDatabaseMinorVersion();
        if (major < MAJOR || (major == MAJOR && minor < MINOR)) {
            throw new IllegalStateException(
                    "H2 " + major + "." + minor + " is not supported, " + MAJOR + "." + MINOR + " or later is");
        }
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

    /**
     * With a WRITE_DELAY the last commits are not in the file yet when the process is killed. Without REUSE_SPACE=FALSE
     * H2 2.5.252 writes into space that its last good state needs, and after a kill opens an older one.
     */
    @Override
    public Health check(Session session) throws SQLException {
        try (ResultSet result = session.prepare("check").executeQuery()) {
            result.next();
            return health(result.getString(1), result.getString(2), result.getString(3));
        }
    }

    private static Health health(@Nullable String path, String writeDelay, String reuseSpace) {
        if (path == null || IN_MEMORY.matcher(path).lookingAt()) {
            return Health.degraded(
                    "this H2 database is in memory and ends with the process: name a file in the JDBC URL");
        }
        if (writeDelay.equals("0") && reuseSpace.equals("FALSE")) {
            return Health.up();
        }
        return Health.degraded("what H2 has stored may not survive SIGKILL, as WRITE_DELAY is " + writeDelay
                + " and REUSE_SPACE is " + reuseSpace + ": add ;WRITE_DELAY=0;REUSE_SPACE=FALSE to the JDBC URL");
    }
}
