package dev.collab4j.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.collab4j.spi.storage.Head;
import dev.collab4j.spi.storage.StoredUpdate;
import dev.collab4j.spi.storage.UpdateId;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.h2.jdbcx.JdbcConnectionPool;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is in the tables: the rows that the first release wrote have to be read by every later one. */
class StoredRowsTest {

    private static final List<String> TABLES = List.of("doc", "doc_origin", "snapshot_chunk", "update_pending");
    private static final String FIXTURE = "/fixtures/h2-version-1.sql";

    private final JdbcConnectionPool pool = H2.pool("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1");

    @AfterEach
    void close() {
        pool.dispose();
    }

    @Test
    void theRowsOfTheFirstReleaseAreRead() throws SQLException {
        restoreFixture();
        JdbcDocumentStore store = JdbcDocumentStore.builder(pool).build();
        Collected page = Collected.of(store, "équipe/plan 1");
        assertThat(page.head).isEqualTo(new Head(0, 1, false));
        assertThat(page.snapshotText()).isEqualTo("snapshot");
        assertThat(page.texts()).containsExactly("third", "other");
        StoredUpdate third = page.updates.get(0);
        assertThat(third.id()).isEqualTo(new UpdateId(7, 3));
        assertThat(third.author()).isEqualTo("ünïcode");
        assertThat(third.session()).isEqualTo("s-1");
        assertThat(third.at()).isEqualTo(Collected.AT);
        assertThat(Collected.of(store, "gone").head).isEqualTo(new Head(1, 0, true));
        assertThat(store.documents(null, 10).items()).containsExactly("back", "équipe/plan 1");
        store.append(List.of(Collected.update("équipe/plan 1", 0, 2, "repeated")));
        assertThat(Collected.of(store, "équipe/plan 1").updates).hasSize(2);
    }

    @Test
    void theRowsAreStillWrittenTheSame() throws SQLException {
        writeAll(JdbcDocumentStore.builder(pool).build());
        List<String> written = rows(pool);
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("DROP ALL OBJECTS");
        }
        restoreFixture();
        assertThat(written).isEqualTo(rows(pool));
    }

    /** Everything that can be in the tables. How the fixture was made: this, then H2's SCRIPT. */
    private static void writeAll(JdbcDocumentStore store) {
        String page = "équipe/plan 1";
        store.append(List.of(Collected.update(page, 0, 1, "first"), Collected.update(page, 0, 2, "second")));
        byte[] third = "third".getBytes(StandardCharsets.UTF_8);
        store.append(List.of(
                StoredUpdate.of(page, 0, new UpdateId(7, 3), third, "ünïcode", "s-1", Collected.AT),
                StoredUpdate.of(
                        page,
                        0,
                        new UpdateId(Long.MAX_VALUE, 1),
                        "other".getBytes(StandardCharsets.UTF_8),
                        null,
                        null,
                        Collected.AT)));
        Collected.replace(store, page, Head.UNKNOWN, "snapshot", 1, 2);
        store.delete("gone", 0);
        store.append(List.of(Collected.update("back", 0, 1, "old")));
        store.delete("back", 0);
        store.recreate("back", new Head(1, 0, true));
        store.append(List.of(Collected.update("back", 2, 4, "new")));
    }

    private void restoreFixture() throws SQLException {
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("RUNSCRIPT FROM 'classpath:" + FIXTURE + "'");
        }
    }

    private static List<String> rows(JdbcConnectionPool pool) throws SQLException {
        List<String> rows = new ArrayList<>();
        try (Connection connection = pool.getConnection();
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
