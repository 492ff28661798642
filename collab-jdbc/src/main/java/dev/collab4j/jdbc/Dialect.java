package dev.collab4j.jdbc;

import dev.collab4j.spi.Health;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.SQLException;
import java.time.Duration;

/** What differs between databases beyond the text of the statements. Stateless. */
interface Dialect {

    /** The folder of its SQL, beside this class. */
    String folder();

    /** Throws {@link IllegalStateException} if the database is too old. */
    void checkVersion(DatabaseMetaData database) throws SQLException;

    /** The isolation at which all statements of one transaction see the same state of all tables. */
    int snapshotIsolation();

    /** Limits the statements that follow on a connection; gives what undoes it. */
    Undo limitStatements(Connection connection, Duration timeout) throws SQLException;

    /** Whether the same transaction may succeed when it is run again: deadlocks, lock time-outs, lost races. */
    boolean isWorthRepeating(SQLException e);

    /** Whether the settings of the database keep S1. */
    Health check(Session session) throws SQLException;

    /** Undoes a setting of a connection before it goes back to its pool. */
    interface Undo {
        void run() throws SQLException;
    }
}
