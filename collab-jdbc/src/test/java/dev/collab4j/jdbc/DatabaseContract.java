package dev.collab4j.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.collab4j.spi.storage.Head;
import dev.collab4j.spi.storage.StorageException;
import dev.collab4j.spi.storage.StorageException.Kind;
import dev.collab4j.spi.storage.StoredUpdate;
import dev.collab4j.spi.storage.UpdateId;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the store does with any database, beyond the contract of all stores. */
abstract class DatabaseContract {

    private static final int RACERS = 8;

    private DataSource database;

    /** A data source for an empty database, with connections for {@value #RACERS} threads. */
    abstract DataSource dataSource() throws Exception;

    @BeforeEach
    void open() throws Exception {
        database = dataSource();
    }

    @Test
    void connectionsThatDontCommitByThemselvesInstallTheTablesToo() {
        Tampered manual = new Tampered(database, connection -> connection.setAutoCommit(false));
        JdbcDocumentStore.builder(manual.dataSource()).build();
        assertThat(manual.calls()).endsWith("setAutoCommit(false)", "close()");
        JdbcDocumentStore.Builder second = JdbcDocumentStore.builder(database).installSchema(false);
        second.build().append(List.of(Collected.update("d", 0, 1, "a")));
    }

    @Test
    void manyMayInstallTheTablesAtATime() throws Exception {
        race(() -> {
            JdbcDocumentStore.builder(database).build().append(List.of(Collected.update("d", 0, 1, "a")));
            return null;
        });
    }

    @Test
    void s3_twinsThatAreStoredAtATimeAreOne() throws Exception {
        JdbcDocumentStore store = store();
        for (int round = 1; round <= 20; round++) {
            List<StoredUpdate> batch =
                    List.of(Collected.update("d" + round, 0, 1, "a"), Collected.update("d" + round, 0, 2, "b"));
            race(() -> {
                store.append(batch);
                return null;
            });
            assertThat(Collected.of(store, "d" + round).texts()).containsExactly("a", "b");
        }
    }

    @Test
    void twoPrefixesShareNothing() {
        JdbcDocumentStore one =
                JdbcDocumentStore.builder(database).tablePrefix("one_").build();
        JdbcDocumentStore two =
                JdbcDocumentStore.builder(database).tablePrefix("two_").build();
        one.append(List.of(Collected.update("d", 0, 1, "a")));
        assertThat(Collected.of(two, "d").head).isEqualTo(Head.UNKNOWN);
        assertThat(Collected.of(two, "d").updates).isEmpty();
        assertThat(Collected.of(one, "d").texts()).containsExactly("a");
    }

    @Test
    void withoutTheRightToInstallMissingTablesAreSaid() {
        JdbcDocumentStore.Builder builder = JdbcDocumentStore.builder(database).installSchema(false);
        assertThatExceptionOfType(StorageException.class)
                .isThrownBy(builder::build)
                .satisfies(e -> assertThat(e.getMessage()).containsIgnoringCase("collab_schema_version"));
        store();
        builder.build().append(List.of(Collected.update("d", 0, 1, "a")));
    }

    @Test
    void tablesOfALaterVersionAreRefused() throws SQLException {
        store();
        Rows.execute(database, "INSERT INTO collab_schema_version (version) VALUES (99)");
        assertThatIllegalStateException().isThrownBy(this::store).withMessageContaining("99");
    }

    @Test
    void aFailureDoesNotQuoteTheDocument() {
        byte[] secret = "never in a log".getBytes(StandardCharsets.UTF_8);
        StoredUpdate refused = StoredUpdate.of("d", 0, new UpdateId(7, 1), secret, "a".repeat(300), null, Collected.AT);
        JdbcDocumentStore store = store();
        assertThatExceptionOfType(StorageException.class)
                .isThrownBy(() -> store.append(List.of(refused, Collected.update("d", 0, 2, "b"))))
                .satisfies(e -> assertThat(e.kind()).isEqualTo(Kind.REFUSED))
                .satisfies(e -> assertThat(stackTrace(e))
                        .doesNotContainIgnoringCase(HexFormat.of().formatHex(secret)));
    }

    @Test
    void s20_aRowThatSomebodyHoldsIsWaitedForOnlySoLong() throws SQLException {
        JdbcDocumentStore store = hasty().build();
        store.append(List.of(Collected.update("d", 0, 1, "a")));
        try (Connection rival = database.getConnection();
                Statement statement = rival.createStatement()) {
            rival.setAutoCommit(false);
            statement.executeUpdate("UPDATE collab_doc SET version = 5");
            long start = System.nanoTime();
            assertThatExceptionOfType(StorageException.class)
                    .isThrownBy(() -> Collected.replace(store, "d", Head.UNKNOWN, "s", 1))
                    .satisfies(e -> assertThat(e.kind()).isEqualTo(Kind.TRANSIENT));
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
            store.append(List.of(Collected.update("d", 0, 2, "b"))); // S5: that row is in nobody's way
            rival.rollback();
        }
        assertThat(Collected.of(store, "d").texts()).containsExactly("a", "b");
    }

    @Test
    void s20_onlySoManyConnectionsAreUsed() {
        JdbcDocumentStore store = hasty().maxConnections(1).build();
        store.append(List.of(Collected.update("d", 0, 1, "a")));
        Collected nested = new Collected() {
            @Override
            public void update(StoredUpdate update) {
                assertThatExceptionOfType(StorageException.class)
                        .isThrownBy(() -> store.load("d", new Collected()))
                        .satisfies(e -> assertThat(e.kind()).isEqualTo(Kind.OVERLOADED));
                super.update(update);
            }
        };
        assertThat(nested.load(store, "d").updates).hasSize(1);
    }

    private JdbcDocumentStore store() {
        return JdbcDocumentStore.builder(database).build();
    }

    private JdbcDocumentStore.Builder hasty() {
        return JdbcDocumentStore.builder(database).timeout(Duration.ofSeconds(1));
    }

    private static void race(Callable<Void> work) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(RACERS);
        try {
            for (Future<Void> done : threads.invokeAll(Collections.nCopies(RACERS, work))) {
                done.get();
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private static String stackTrace(Throwable failure) {
        StringWriter text = new StringWriter();
        failure.printStackTrace(new PrintWriter(text));
        return text.toString();
    }
}
