package dev.collab4j.jdbc;

import dev.collab4j.spi.storage.Head;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** The row of one document. */
record DocRow(long id, Head head, long snapshotBytes) {

    /** Reads the row, null if the document is unknown. */
    static @Nullable DocRow find(Session session, byte[] name) throws SQLException {
        try (ResultSet row = session.bind("select_doc", (Object) name).executeQuery()) {
            if (!row.next()) {
                return null;
            }
            Head head = new Head(row.getLong(2), row.getLong(3), row.getBoolean(4));
            return new DocRow(row.getLong(1), head, row.getLong(5));
        }
    }

    /** Reads a row that this transaction has written. */
    static DocRow get(Session session, byte[] name) throws SQLException {
        DocRow row = find(session, name);
        if (row == null) {
            throw new SQLException("the document's row has vanished");
        }
        return row;
    }

    /** Creates the row of an unknown document; a duplicate key if another was faster. */
    static void insert(Session session, byte[] name, Head head, long snapshotBytes) throws SQLException {
        session.update("insert_doc", name, head.generation(), head.version(), head.deleted(), snapshotBytes);
    }

    /** Removes what is left of generations before this one. */
    static void sweep(Session session, long id, long generation) throws SQLException {
        session.update("sweep_updates", id, generation);
        session.update("sweep_chunks", id, generation);
        session.update("sweep_origins", id, generation);
    }
}
