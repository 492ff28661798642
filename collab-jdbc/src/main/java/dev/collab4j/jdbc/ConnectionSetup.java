package dev.collab4j.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;

/** The settings of a connection for one transaction; closing it puts back what the host had set. */
final class ConnectionSetup implements AutoCloseable {

    private final Connection connection;
    private final boolean autoCommit;
    private final int isolationBefore;
    private final Dialect.Undo unlimited;

    ConnectionSetup(Connection connection, int isolation, Dialect dialect, Duration timeout) throws SQLException {
        this.connection = connection;
        this.autoCommit = connection.getAutoCommit();
        this.isolationBefore = connection.getTransactionIsolation();
        connection.setAutoCommit(false);
        connection.setTransactionIsolation(isolation);
        this.unlimited = dialect.limitStatements(connection, timeout);
    }

    Connection connection() {
        return connection;
    }

    @Override
    public void close() throws SQLException {
        unlimited.run();
        connection.setTransactionIsolation(isolationBefore);
        connection.setAutoCommit(autoCommit);
    }
}
