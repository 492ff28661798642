package dev.collab4j.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.zaxxer.hikari.HikariDataSource;
import dev.collab4j.it.postgres.PostgresServer;
import dev.collab4j.spi.Health;
import dev.collab4j.spi.storage.StorageException;
import dev.collab4j.spi.storage.StorageException.Kind;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

/** What the store does with any database, and with the settings and the silence of PostgreSQL. */
class PostgresDatabaseIT extends DatabaseContract {

    private static final int HOST_TIMEOUT_MILLIS = 30_000;

    private final PGSimpleDataSource schema = PostgresServer.newSchema();
    private final HikariDataSource pool = Postgres.pool(schema);

    PostgresDatabaseIT() throws SQLException {}

    @Override
    DataSource dataSource() {
        return pool;
    }

    @AfterEach
    void dispose() {
        pool.close();
    }

    @Test
    void s1_commitsThatAreNotWaitedForAreDegraded() {
        schema.setOptions("-c synchronous_commit=off");
        assertThat(JdbcDocumentStore.builder(schema).build().check())
                .isEqualTo(Health.degraded(
                        "what PostgreSQL has stored may not survive a crash: turn on synchronous_commit"));
    }

    @Test
    void s1_aServerForTestsIsDegraded() throws Exception {
        try (AutoCloseable careless = PostgresServer.startCareless(schema)) {
            assertThat(JdbcDocumentStore.builder(schema).build().check())
                    .isEqualTo(Health.degraded("what PostgreSQL has stored may not survive a crash: turn on"
                            + " fsync, synchronous_commit, full_page_writes"));
        }
    }

    /** Without statistics it would take either index for either, and walk all updates of the document for each. */
    @Test
    void aNewTableIsReadByItsIndexes() throws SQLException {
        JdbcDocumentStore.builder(schema).build();
        try (Connection connection = schema.getConnection()) {
            execute(connection, "SET enable_seqscan = off");
            assertThat(plan(connection, "doc = 1 AND generation = 0 AND origin = 7 AND counter = 1"))
                    .contains("update_pending_key");
            assertThat(plan(
                            connection,
                            "doc = 1 AND generation = 0 AND arrival > 5 AND arrival > 0 ORDER BY arrival LIMIT 9"))
                    .contains("update_pending_arrival")
                    .doesNotContain("Sort");
        }
    }

    private static String plan(Connection connection, String condition) throws SQLException {
        return rows(connection, "EXPLAIN SELECT * FROM collab_update_pending WHERE " + condition);
    }

    @Test
    void connectionsComeBackAsTheyWere() throws SQLException {
        try (Connection connection = schema.getConnection()) {
            connection.setTransactionIsolation(Connection.TRANSACTION_SERIALIZABLE);
            connection.setNetworkTimeout(Runnable::run, HOST_TIMEOUT_MILLIS);
            execute(connection, "SET statement_timeout = '7s'");
            JdbcDocumentStore store =
                    JdbcDocumentStore.builder(Tampered.always(connection)).build();
            store.append(List.of(Collected.update("d", 0, 1, "a")));
            assertThat(Collected.of(store, "d").texts()).containsExactly("a");
            assertThat(connection.getAutoCommit()).isTrue();
            assertThat(connection.getTransactionIsolation()).isEqualTo(Connection.TRANSACTION_SERIALIZABLE);
            assertThat(connection.getNetworkTimeout()).isEqualTo(HOST_TIMEOUT_MILLIS);
            assertThat(rows(connection, "SHOW statement_timeout")).isEqualTo("7s");
        }
    }

    @Test
    void s20_aServerThatGoesSilentEndsTheCall() throws IOException {
        try (CuttableProxy proxy = CuttableProxy.to(schema.getPortNumbers()[0])) {
            schema.setPortNumbers(new int[] {proxy.port()});
            try (HikariDataSource behind = Postgres.pool(schema)) {
                behind.setConnectionTimeout(1_000);
                JdbcDocumentStore store = JdbcDocumentStore.builder(behind)
                        .timeout(Duration.ofSeconds(1))
                        .build();
                store.append(List.of(Collected.update("d", 0, 1, "a")));
                proxy.cut();
                long start = System.nanoTime();
                assertThatExceptionOfType(StorageException.class)
                        .isThrownBy(() -> store.append(List.of(Collected.update("d", 0, 2, "b"))))
                        .satisfies(e -> assertThat(e.kind()).isEqualTo(Kind.TRANSIENT));
                assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(8));
                proxy.mend();
                store.append(List.of(Collected.update("d", 0, 2, "b"))); // the same id again, as the contract says
                assertThat(Collected.of(store, "d").texts()).containsExactly("a", "b");
            }
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String rows(Connection connection, String query) throws SQLException {
        List<String> lines = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            while (rows.next()) {
                lines.add(rows.getString(1));
            }
        }
        return String.join("\n", lines);
    }
}
