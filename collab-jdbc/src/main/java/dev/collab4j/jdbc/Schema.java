package dev.collab4j.jdbc;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings the tables to the version of this library. Every step may run twice or beside another process: what is there
 * already is left alone.
 */
final class Schema {

    static final int VERSION = 1;

    private static final Logger LOG = LoggerFactory.getLogger(Schema.class);

    private final DataSource dataSource;
    private final Statements statements;
    private final Dialect dialect;

    Schema(DataSource dataSource, Statements statements, Dialect dialect) {
        this.dataSource = dataSource;
        this.statements = statements;
        this.dialect = dialect;
    }

    void install() {
        withConnection(connection -> {
            execute(connection, statements.get("create_schema_version"));
            int found = version(connection);
            checkNotNewer(found);
            for (int version = found + 1; version <= VERSION; version++) {
                step(connection, version);
            }
        });
    }

    /** Checks what somebody else has installed. */
    void check() {
        withConnection(connection -> {
            int found = version(connection);
            checkNotNewer(found);
            if (found < VERSION) {
                throw new IllegalStateException("the tables are of version " + found + ", " + VERSION + " is needed");
            }
        });
    }

    private interface Work {
        void run(Connection connection) throws SQLException;
    }

    /** Each statement is a transaction: PostgreSQL goes on with none in which one has failed. */
    private void withConnection(Work work) {
        try (Connection connection = Failures.connect(dataSource, null)) {
            boolean autoCommit = connection.getAutoCommit();
            connection.setAutoCommit(true);
            try {
                work.run(connection);
            } finally {
                connection.setAutoCommit(autoCommit);
            }
        } catch (SQLException e) {
            throw Failures.of(null, e);
        }
    }

    private static void checkNotNewer(int found) {
        if (found > VERSION) {
            throw new IllegalStateException(
                    "the tables are of version " + found + ", this library knows them up to " + VERSION);
        }
    }

    private void step(Connection connection, int version) throws SQLException {
        for (String statement : statements.schema(version)) {
            execute(connection, statement);
        }
        try (var insert = connection.prepareStatement(statements.get("insert_schema_version"))) {
            insert.setInt(1, version);
            insert.executeUpdate();
            LOG.info("The tables of the document store are now of version {}", version);
        } catch (SQLException e) {
            if (!dialect.isWorthRepeating(e)) { // else another process has just done the same
                throw e;
            }
        }
    }

    private int version(Connection connection) throws SQLException {
        try (var select = connection.prepareStatement(statements.get("select_schema_version"));
                ResultSet result = select.executeQuery()) {
            return result.next() ? result.getInt(1) : 0;
        }
    }

    /** Once more if it fails: IF NOT EXISTS may still meet what another process is about to create. */
    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            try {
                statement.execute(sql);
            } catch (SQLException e) {
                LOG.debug("{} is repeated", sql, e);
                statement.execute(sql);
            }
        }
    }
}
