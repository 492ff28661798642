package dev.collab4j.jdbc;

import dev.collab4j.spi.Health;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** PostgreSQL 14 or later. */
final class PostgresDialect implements Dialect {

    /** How much longer than the server the driver waits: the server's own answer is the better one. */
    private static final int GRACE_MILLIS = 1_000;

    private static final String DUPLICATE_KEY = "23505";
    private static final String SERIALIZATION_FAILURE = "40001";
    private static final String DEADLOCK = "40P01";
    private static final Set<String> REPEATABLE = Set.of(DUPLICATE_KEY, SERIALIZATION_FAILURE, DEADLOCK);

    @Override
    public String product() {
        return "PostgreSQL";
    }

    @Override
    public String folder() {
        return "postgresql";
    }

    @Override
    public int firstMajor() {
        return 14;
    }

    @Override
    public int firstMinor() {
        return 0;
    }

    /** What is set ends with the transaction, and goes to the server together with its begin: one round trip. */
    @Override
    public void begin(ConnectionSetup setup, Isolation isolation, Duration timeout) throws SQLException {
        long millis = timeout.toMillis();
        limitSilence(setup, (int) millis + GRACE_MILLIS);
        String level = isolation == Isolation.SNAPSHOT ? "REPEATABLE READ, READ ONLY" : "READ COMMITTED";
        try (Statement statement = setup.connection().createStatement()) {
            statement.execute("SET TRANSACTION ISOLATION LEVEL " + level + "; SET LOCAL statement_timeout = " + millis);
        }
    }

    /** A server that has gone silent ends no statement. What the host has set stays if it is stricter. */
    private static void limitSilence(ConnectionSetup setup, int millis) throws SQLException {
        Connection connection = setup.connection();
        int before = connection.getNetworkTimeout();
        if (before == 0 || before > millis) {
            connection.setNetworkTimeout(Runnable::run, millis);
            setup.onClose(() -> connection.setNetworkTimeout(Runnable::run, before));
        }
    }

    @Override
    public Set<String> repeatable() {
        return REPEATABLE;
    }

    /**
     * With fsync off a crash of the machine may destroy the whole database, without full_page_writes the pages that it was
     * writing; with synchronous_commit off already a crash of the server loses the last commits. Its other values are fine: they
     * differ in what replicas have.
     */
    @Override
    public Health check(Session session) throws SQLException {
        List<String> off = new ArrayList<>();
        try (ResultSet settings = session.prepare("check").executeQuery()) {
            settings.next();
            for (int column = 1; column <= settings.getMetaData().getColumnCount(); column++) {
                if (settings.getString(column).equals("off")) {
                    off.add(settings.getMetaData().getColumnLabel(column));
                }
            }
        }
        return off.isEmpty()
                ? Health.up()
                : Health.degraded(
                        "what PostgreSQL has stored may not survive a crash: turn on " + String.join(", ", off));
    }
}
