package dev.collab4j.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.collab4j.spi.Health;
import dev.collab4j.spi.storage.Head;
import dev.collab4j.spi.storage.StorageException;
import dev.collab4j.spi.storage.StorageException.Kind;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.h2.jdbcx.JdbcConnectionPool;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsTest {

    private final String memory = "jdbc:h2:mem:" + UUID.randomUUID();

    @TempDir
    Path dir;

    @Test
    void s1_aWriteDelayIsDegraded() {
        assertDegraded("jdbc:h2:" + dir.resolve("slow") + ";REUSE_SPACE=FALSE", "WRITE_DELAY is 500");
    }

    @Test
    void s1_spaceThatIsUsedAgainIsDegraded() {
        assertDegraded("jdbc:h2:" + dir.resolve("again") + ";WRITE_DELAY=0", "REUSE_SPACE is TRUE");
        assertDegraded("jdbc:h2:" + dir.resolve("both"), ";WRITE_DELAY=0;REUSE_SPACE=FALSE");
    }

    @Test
    void s1_aDatabaseInMemoryIsDegraded() {
        assertDegraded(memory, "in memory");
        assertDegraded("jdbc:h2:nioMemFS:" + UUID.randomUUID() + ";WRITE_DELAY=0;REUSE_SPACE=FALSE", "in memory");
    }

    private static void assertDegraded(String url, String why) {
        JdbcConnectionPool pool = H2.pool(url);
        Health health = JdbcDocumentStore.builder(pool).build().check();
        assertThat(health.status()).isEqualTo(Health.Status.DEGRADED);
        assertThat(health.detail()).contains(why).hasLineCount(1);
        pool.dispose();
    }

    @Test
    void s1_aFileWithBothSettingsIsUp() {
        JdbcConnectionPool pool = H2.pool(H2.fileUrl(dir));
        assertThat(JdbcDocumentStore.builder(pool).build().check()).isEqualTo(Health.up());
        pool.dispose();
    }

    @Test
    void aPoolThatIsClosedCantBeBuiltOn() {
        JdbcConnectionPool pool = H2.pool(memory);
        pool.dispose();
        assertThatExceptionOfType(StorageException.class)
                .isThrownBy(JdbcDocumentStore.builder(pool)::build)
                .satisfies(e -> assertThat(e.kind()).isEqualTo(Kind.TRANSIENT));
    }

    @Test
    void connectionsThatDontCommitByThemselvesInstallTheTablesToo() {
        JdbcConnectionPool pool = H2.pool(memory + ";DB_CLOSE_DELAY=-1");
        Tampered manual = new Tampered(pool, connection -> connection.setAutoCommit(false));
        JdbcDocumentStore.builder(manual.dataSource()).build();
        JdbcDocumentStore.Builder second = JdbcDocumentStore.builder(pool).installSchema(false);
        second.build().append(List.of(Collected.update("d", 0, 1, "a")));
        pool.dispose();
    }

    @Test
    void manyMayInstallTheTablesAtATime() throws Exception {
        JdbcConnectionPool pool = H2.pool(memory + ";DB_CLOSE_DELAY=-1");
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            Callable<JdbcDocumentStore> build =
                    () -> JdbcDocumentStore.builder(pool).build();
            for (Future<JdbcDocumentStore> built : threads.invokeAll(Collections.nCopies(8, build))) {
                built.get().append(List.of(Collected.update("d", 0, 1, "a")));
            }
        } finally {
            threads.shutdownNow();
            pool.dispose();
        }
    }

    @Test
    void aConnectionThatCantBeSetUpComesBackAsItWas() {
        JdbcConnectionPool pool = H2.pool(memory + ";DB_CLOSE_DELAY=-1");
        JdbcDocumentStore.builder(pool).build();
        Tampered tampered = new Tampered(pool, connection -> {});
        JdbcDocumentStore store =
                JdbcDocumentStore.builder(tampered.dataSource()).build();
        tampered.failAt("setTransactionIsolation", new SQLException("as the test wants"));
        assertThatExceptionOfType(StorageException.class)
                .isThrownBy(() -> store.append(List.of(Collected.update("d", 0, 1, "a"))))
                .withMessageContaining("as the test wants");
        assertThat(tampered.calls()).contains("setAutoCommit(false)").endsWith("setAutoCommit(true)", "close()");
        pool.dispose();
    }

    @Test
    void aFailedCommitOfASnapshotIsNotRepeatedAndNamed() {
        JdbcConnectionPool pool = H2.pool(memory + ";DB_CLOSE_DELAY=-1");
        Tampered tampered = new Tampered(pool, connection -> {});
        JdbcDocumentStore store =
                JdbcDocumentStore.builder(tampered.dataSource()).build();
        SQLException deadlock = new SQLException("a deadlock,\nfound late", "40001", 40001);
        tampered.failAt("commit", deadlock);
        assertThatExceptionOfType(StorageException.class)
                .isThrownBy(() -> Collected.replace(store, "d", Head.UNKNOWN, "s", 1))
                .withMessageContaining("a deadlock, found late")
                .withCause(deadlock);
        pool.dispose();
    }

    @Test
    void anOldH2IsRefused() {
        JdbcConnectionPool pool = H2.pool(memory);
        Tampered old = new Tampered(pool, connection -> {});
        old.pretendVersion(2, 4);
        assertThatIllegalStateException()
                .isThrownBy(JdbcDocumentStore.builder(old.dataSource())::build)
                .withMessageContaining("H2 2.4");
        pool.dispose();
    }

    @Test
    void aTimeoutHasItsRange() {
        JdbcDocumentStore.Builder builder = JdbcDocumentStore.builder(H2.pool(memory));
        assertThatIllegalArgumentException().isThrownBy(() -> builder.timeout(Duration.ofMillis(999)));
        assertThatIllegalArgumentException().isThrownBy(() -> builder.timeout(Duration.ofSeconds(Long.MAX_VALUE)));
        builder.timeout(Duration.ofSeconds(1)).timeout(Duration.ofDays(1));
    }

    @Test
    void aDatabaseThatIsGoneIsDown() {
        JdbcConnectionPool pool = H2.pool(memory);
        JdbcDocumentStore store = JdbcDocumentStore.builder(pool).build();
        pool.dispose();
        assertThat(store.check().status()).isEqualTo(Health.Status.DOWN);
    }

    @Test
    void twoPrefixesShareNothing() {
        JdbcConnectionPool pool = H2.pool(memory);
        JdbcDocumentStore one =
                JdbcDocumentStore.builder(pool).tablePrefix("one_").build();
        JdbcDocumentStore two =
                JdbcDocumentStore.builder(pool).tablePrefix("two_").build();
        one.append(List.of(Collected.update("d", 0, 1, "a")));
        assertThat(Collected.of(two, "d").head).isEqualTo(Head.UNKNOWN);
        assertThat(Collected.of(two, "d").updates).isEmpty();
        assertThat(Collected.of(one, "d").texts()).containsExactly("a");
        pool.dispose();
    }

    @Test
    void aPrefixThatIsNoNameIsRefused() {
        JdbcDocumentStore.Builder builder = JdbcDocumentStore.builder(H2.pool(memory));
        assertThatIllegalArgumentException().isThrownBy(() -> builder.tablePrefix("x; DROP TABLE y"));
    }

    @Test
    void withoutTheRightToInstallMissingTablesAreSaid() {
        JdbcConnectionPool pool = H2.pool(memory);
        JdbcDocumentStore.Builder builder = JdbcDocumentStore.builder(pool).installSchema(false);
        assertThatExceptionOfType(StorageException.class)
                .isThrownBy(builder::build)
                .withMessageContaining("COLLAB_SCHEMA_VERSION");
        JdbcDocumentStore.builder(pool).build();
        builder.build().append(List.of(Collected.update("d", 0, 1, "a")));
        pool.dispose();
    }

    @Test
    void tablesOfALaterVersionAreRefused() throws SQLException {
        JdbcConnectionPool pool = H2.pool(memory);
        JdbcDocumentStore.builder(pool).build();
        execute(pool, "INSERT INTO collab_schema_version (version) VALUES (99)");
        assertThatIllegalStateException()
                .isThrownBy(() -> JdbcDocumentStore.builder(pool).build())
                .withMessageContaining("99");
        pool.dispose();
    }

    @Test
    void connectionsComeBackAsTheyWere() throws SQLException {
        JdbcConnectionPool pool = H2.pool(memory);
        pool.setMaxConnections(1);
        try (Connection connection = pool.getConnection()) {
            connection.setTransactionIsolation(Connection.TRANSACTION_SERIALIZABLE);
        }
        JdbcDocumentStore store = JdbcDocumentStore.builder(pool).build();
        store.append(List.of(Collected.update("d", 0, 1, "a")));
        Collected.of(store, "d");
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement()) {
            assertThat(connection.getAutoCommit()).isTrue();
            assertThat(connection.getTransactionIsolation()).isEqualTo(Connection.TRANSACTION_SERIALIZABLE);
            assertThat(statement.getQueryTimeout()).isZero();
        }
        pool.dispose();
    }

    @Test
    void s20_aRowThatSomebodyHoldsIsWaitedForOnlySoLong() throws SQLException {
        JdbcConnectionPool pool = H2.pool(memory + ";LOCK_TIMEOUT=200");
        JdbcDocumentStore store = JdbcDocumentStore.builder(pool).build();
        store.append(List.of(Collected.update("d", 0, 1, "a")));
        try (Connection rival = pool.getConnection();
                Statement statement = rival.createStatement()) {
            rival.setAutoCommit(false);
            statement.executeUpdate("UPDATE collab_doc SET version = 5");
            long start = System.nanoTime();
            assertThatExceptionOfType(StorageException.class)
                    .isThrownBy(() -> Collected.replace(store, "d", Head.UNKNOWN, "s", 1))
                    .satisfies(e -> assertThat(e.kind()).isEqualTo(Kind.TRANSIENT));
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
            store.append(List.of(Collected.update("d", 0, 2, "b")));
            rival.rollback();
        }
        assertThat(Collected.of(store, "d").texts()).containsExactly("a", "b");
        pool.dispose();
    }

    @Test
    void s20_onlySoManyConnectionsAreUsed() throws Exception {
        JdbcConnectionPool pool = H2.pool(memory);
        JdbcDocumentStore store = JdbcDocumentStore.builder(pool)
                .maxConnections(1)
                .timeout(Duration.ofSeconds(1))
                .build();
        store.append(List.of(Collected.update("d", 0, 1, "a")));
        Collected nested = new Collected() {
            @Override
            public void update(dev.collab4j.spi.storage.StoredUpdate update) {
                assertThatExceptionOfType(StorageException.class)
                        .isThrownBy(() -> store.load("d", new Collected()))
                        .satisfies(e -> assertThat(e.kind()).isEqualTo(Kind.OVERLOADED));
                super.update(update);
            }
        };
        assertThat(nested.load(store, "d").updates).hasSize(1);
        pool.dispose();
    }

    @Test
    void aNameWithHalfACharacterIsRefused() {
        JdbcConnectionPool pool = H2.pool(memory);
        JdbcDocumentStore store = JdbcDocumentStore.builder(pool).build();
        assertThatExceptionOfType(StorageException.class)
                .isThrownBy(() -> store.append(List.of(Collected.update("\ud83d", 0, 1, "a"))))
                .satisfies(e -> assertThat(e.kind()).isEqualTo(Kind.REFUSED));
        pool.dispose();
    }

    @Test
    void afterTheCloseCallsFail() {
        JdbcConnectionPool pool = H2.pool(memory);
        JdbcDocumentStore store = JdbcDocumentStore.builder(pool).build();
        store.close();
        store.close();
        assertThatIllegalStateException().isThrownBy(() -> store.append(List.of()));
        assertThatIllegalStateException().isThrownBy(store::check);
        pool.dispose();
    }

    private static void execute(JdbcConnectionPool pool, String sql) throws SQLException {
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
