package dev.collab4j.jdbc;

import dev.collab4j.spi.Health;
import java.sql.Connection;
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

    private static final Pattern IN_MEMORY = Pattern.compile("(nioM|m)em(FS|LZF):");

    private static final String DUPLICATE_KEY = "23505";
    private static final String DEADLOCK = "40001";
    private static final String LOCK_TIMEOUT = "HYT00";
    private static final String CONCURRENT_UPDATE = "90131";
    private static final Set<String> REPEATABLE = Set.of(DUPLICATE_KEY, DEADLOCK, LOCK_TIMEOUT, CONCURRENT_UPDATE);

    @Override
    public String product() {
        return "H2";
    }

    @Override
    public String folder() {
        return "h2";
    }

    @Override
    public int firstMajor() {
        return 2;
    }

    @Override
    public int firstMinor() {
        return 5;
    }

    @Override
    public void begin(ConnectionSetup setup, Isolation isolation, Duration timeout) throws SQLException {
        Connection connection = setup.connection();
        int before = connection.getTransactionIsolation();
        connection.setTransactionIsolation(
                isolation == Isolation.SNAPSHOT ? SNAPSHOT : Connection.TRANSACTION_READ_COMMITTED);
        setup.onClose(() -> connection.setTransactionIsolation(before));
        limitStatements(setup, (int) timeout.toSeconds());
    }

    /**
     * A commit of H2 2.5.252 takes what it stores from one table and index after the other while others write on, and
     * calls what they have written meanwhile stored as well. After a kill an index has rows that its table lacks, or a
     * commit that had returned is lost.
     */
    @Override
    public int maxWriters(int connections) {
        return 1;
    }

    /** The timeout of one statement is that of its whole connection, so it is set once and taken back. */
    private static void limitStatements(ConnectionSetup setup, int seconds) throws SQLException {
        try (Statement statement = setup.connection().createStatement()) {
            int before = statement.getQueryTimeout();
            if (before != seconds) {
                statement.setQueryTimeout(seconds);
                setup.onClose(() -> restore(setup.connection(), before));
            }
        }
    }

    private static void restore(Connection connection, int seconds) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.setQueryTimeout(seconds);
        }
    }

    @Override
    public Set<String> repeatable() {
        return REPEATABLE;
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
