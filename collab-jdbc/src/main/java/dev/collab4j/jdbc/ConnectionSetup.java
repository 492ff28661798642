package dev.collab4j.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;

/** The settings of a connection for one transaction; closing it puts back what the host had set. */
final class ConnectionSetup implements AutoCloseable {

    private final Connection connection;
    private final boolean autoCommit;
    private final int isolationBefore;
    private Dialect.Undo unlimited = () -> {};

    private ConnectionSetup(Connection connection) throws SQLException {
        this.connection = connection;
        this.autoCommit = connection.getAutoCommit();
        this.isolationBefore = connection.getTransactionIsolation();
    }

    static ConnectionSetup of(Connection connection, int isolation, Dialect dialect, Duration timeout)
            throws SQLException {
        ConnectionSetup setup = new ConnectionSetup(connection);
        try {
            connection.setAutoCommit(false);
            connection.setTransactionIsolation(isolation);
            setup.unlimited = dialect.limitStatements(connection, timeout);
            return setup;
        } catch (SQLException e) {
            setup.closeAfter(e);
            throw e;
        }
    }

    private void closeAfter(SQLException reason) {
        try {
            close();
        } catch (SQLException e) {
            reason.addSuppressed(e);
        }
    }

    Connection connection() {
        return connection;
    }

    @Override
    public void close() throws SQLException {
        try {
            unlimited.run();
            connection.setTransactionIsolation(isolationBefore);
        } finally {
            connection.setAutoCommit(autoCommit);
        }
    }
}
