package dev.collab4j.jdbc;

import dev.collab4j.spi.storage.StorageException;
import dev.collab4j.spi.storage.StorageException.Kind;
import java.sql.BatchUpdateException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Tells the caller of the store what it can do about a failure. */
final class Failures {

    /** Of SQL standard: the data itself is not accepted, now or later. */
    private static final String DATA_CLASS = "22";

    private static final String RESOURCES_CLASS = "53";

    private static final Pattern LINE_BREAKS = Pattern.compile("\\R+");

    private Failures() {}

    static StorageException of(@Nullable String document, SQLException thrown) {
        SQLException e = withoutStatements(thrown);
        String oneLine = LINE_BREAKS.matcher(String.valueOf(e.getMessage())).replaceAll(" ");
        return new StorageException(kind(e), document, oneLine, e);
    }

    /** What a driver says of a batch may quote its parameters: content of documents, and megabytes of it. */
    private static SQLException withoutStatements(SQLException e) {
        SQLException reason = e.getNextException();
        return e instanceof BatchUpdateException && reason != null ? reason : e;
    }

    private static Kind kind(SQLException e) {
        String state = String.valueOf(e.getSQLState());
        if (e instanceof SQLTransientConnectionException || state.startsWith(RESOURCES_CLASS)) {
            return Kind.OVERLOADED; // the pool or the database has none left
        }
        return state.startsWith(DATA_CLASS) ? Kind.REFUSED : Kind.TRANSIENT;
    }

    /** A connection of the data source, which may fail with an exception of its own kind: a pool that is closed, for one. */
    static Connection connect(DataSource dataSource, @Nullable String document) throws SQLException {
        try {
            return dataSource.getConnection();
        } catch (RuntimeException e) {
            throw new StorageException(Kind.TRANSIENT, document, "the data source gives no connection", e);
        }
    }

    static StorageException interrupted(@Nullable String document) {
        Thread.currentThread().interrupt();
        return new StorageException(Kind.TRANSIENT, document, "interrupted");
    }

    static StorageException refused(@Nullable String document, String message) {
        return new StorageException(Kind.REFUSED, document, message);
    }
}
