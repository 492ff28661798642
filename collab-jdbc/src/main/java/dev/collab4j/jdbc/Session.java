package dev.collab4j.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;

/** One transaction on a connection: its statements, prepared once each. Used by one thread. */
final class Session implements AutoCloseable {

    private final Connection connection;
    private final Statements statements;
    private final Map<String, PreparedStatement> prepared = new HashMap<>();

    Session(Connection connection, Statements statements) {
        this.connection = connection;
        this.statements = statements;
    }

    /** The statement of a name; closed with the session. */
    PreparedStatement prepare(String name) throws SQLException {
        PreparedStatement known = prepared.get(name);
        if (known != null) {
            return known;
        }
        PreparedStatement fresh = connection.prepareStatement(statements.get(name));
        prepared.put(name, fresh);
        return fresh;
    }

    /** A statement of a name with its parameters set. */
    PreparedStatement bind(String name, Object... parameters) throws SQLException {
        PreparedStatement statement = prepare(name);
        for (int i = 0; i < parameters.length; i++) {
            statement.setObject(i + 1, parameters[i]);
        }
        return statement;
    }

    /** Runs a statement that changes rows; gives how many. */
    int update(String name, Object... parameters) throws SQLException {
        return bind(name, parameters).executeUpdate();
    }

    @Override
    public void close() throws SQLException {
        for (PreparedStatement statement : prepared.values()) {
            statement.close();
        }
    }
}
