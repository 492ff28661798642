package dev.collab4j.jdbc;

import dev.collab4j.spi.Health;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Set;

/** What differs between databases beyond the text of the statements. Stateless. */
interface Dialect {

    /** What the database calls itself. */
    String product();

    /** The folder of its SQL, beside this class. */
    String folder();

    /** The first version that is supported, its number before the dot. */
    int firstMajor();

    /** The number behind the dot. */
    int firstMinor();

    /** Sets up a connection, which doesn't commit by itself, for one transaction whose statements are limited in time. */
    void begin(ConnectionSetup setup, Isolation isolation, Duration timeout) throws SQLException;

    /** How many transactions may write at a time, of so many connections. */
    default int maxWriters(int connections) {
        return connections;
    }

    /** The SQLSTATEs of deadlocks, lock time-outs and lost races: the same transaction may succeed when it is run again. */
    Set<String> repeatable();

    /** Whether the same transaction may succeed when it is run again. */
    default boolean isWorthRepeating(SQLException e) {
        for (SQLException at = e; at != null; at = at.getNextException()) {
            if (at.getSQLState() != null && repeatable().contains(at.getSQLState())) {
                return true;
            }
        }
        return false;
    }

    /** Whether the settings of the database keep S1. */
    Health check(Session session) throws SQLException;
}
