package dev.collab4j.jdbc;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/** What tests do with the tables behind the store's back, in any database. */
final class Rows {

    private static final List<String> TABLES = List.of("doc", "doc_origin", "snapshot_chunk", "update_pending");

    private Rows() {}

    static void execute(DataSource dataSource, String sql) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** Changes one byte of the only stored update of a document. */
    static boolean damageUpdate(DataSource dataSource, String document) throws SQLException {
        String select = "SELECT p.doc, p.payload FROM collab_update_pending p JOIN collab_doc d ON d.id = p.doc"
                + " WHERE d.name = ?";
        String update = "UPDATE collab_update_pending SET payload = ? WHERE doc = ?";
        try (Connection connection = dataSource.getConnection();
                PreparedStatement read = connection.prepareStatement(select);
                PreparedStatement write = connection.prepareStatement(update)) {
            read.setBytes(1, document.getBytes(StandardCharsets.UTF_8));
            try (ResultSet row = read.executeQuery()) {
                row.next();
                byte[] payload = row.getBytes(2);
                payload[payload.length - 1] ^= 1;
                write.setBytes(1, payload);
                write.setLong(2, row.getLong(1));
            }
            return write.executeUpdate() == 1;
        }
    }

    /** All rows of all tables, as text. */
    static List<String> all(DataSource dataSource) throws SQLException {
        List<String> rows = new ArrayList<>();
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            for (String table : TABLES) {
                try (ResultSet result = statement.executeQuery("SELECT * FROM collab_" + table + " ORDER BY 1, 2, 3")) {
                    while (result.next()) {
                        rows.add(row(table, result));
                    }
                }
            }
        }
        return rows;
    }

    private static String row(String table, ResultSet result) throws SQLException {
        StringBuilder row = new StringBuilder(table);
        for (int column = 1; column <= result.getMetaData().getColumnCount(); column++) {
            row.append(' ')
                    .append(result.getMetaData().getColumnName(column))
                    .append('=')
                    .append(result.getString(column));
        }
        return row.toString();
    }
}
