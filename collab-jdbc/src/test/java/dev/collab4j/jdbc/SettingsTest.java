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
import java.util.List;
import java.util.UUID;
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
    void aPrefixThatIsNoNameIsRefused() {
        JdbcDocumentStore.Builder builder = JdbcDocumentStore.builder(H2.pool(memory));
        assertThatIllegalArgumentException().isThrownBy(() -> builder.tablePrefix("x; DROP TABLE y"));
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
}
