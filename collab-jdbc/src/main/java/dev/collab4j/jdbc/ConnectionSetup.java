package dev.collab4j.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

/** The settings of a connection for one transaction; closing it puts back what the host had set. */
final class ConnectionSetup implements AutoCloseable {

    private final Connection connection;
    private final boolean autoCommit;
    private final Deque<Undo> undos = new ArrayDeque<>();

    /** Takes back one setting. */
    interface Undo {
        void run() throws SQLException;
    }

    private ConnectionSetup(Connection connection) throws SQLException {
        this.connection = connection;
        this.autoCommit = connection.getAutoCommit();
    }

    static ConnectionSetup of(Connection connection, Dialect dialect, Isolation isolation, Duration timeout)
            throws SQLException {
        ConnectionSetup setup = new ConnectionSetup(connection);
        try {
            connection.setAutoCommit(false);
            dialect.begin(setup, isolation, timeout);
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

    /** Has something undone when this is closed, what came last first. */
    void onClose(Undo undo) {
        undos.push(undo);
    }

    @Override
    public void close() throws SQLException {
        try {
            while (!undos.isEmpty()) {
                undos.pop().run();
            }
        } finally {
            connection.setAutoCommit(autoCommit);
        }
    }
}
