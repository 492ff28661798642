package dev.collab4j.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.collab4j.spi.storage.Head;
import dev.collab4j.spi.storage.StorageException;
import dev.collab4j.spi.storage.StorageException.Kind;
import java.io.ByteArrayInputStream;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.UUID;
import org.h2.jdbcx.JdbcConnectionPool;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A damaged snapshot is found where it is read, and is left as it is (S18). */
class DamageTest {

    private final JdbcConnectionPool pool = H2.pool("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1");
    private final JdbcDocumentStore store = JdbcDocumentStore.builder(pool).build();

    @AfterEach
    void close() {
        pool.dispose();
    }

    @Test
    void aChunkWithAnotherByte() throws SQLException {
        storeThreeChunks();
        assertCorruptAfter(
                "UPDATE collab_snapshot_chunk SET payload = SUBSTRING(payload FROM 1 FOR 99) || X'77' || SUBSTRING(payload FROM 101) WHERE chunk = 1");
    }

    @Test
    void aChunkThatIsMissing() throws SQLException {
        storeThreeChunks();
        assertCorruptAfter("DELETE FROM collab_snapshot_chunk WHERE chunk = 2");
    }

    @Test
    void chunksInTheWrongOrder() throws SQLException {
        storeThreeChunks();
        assertCorruptAfter("UPDATE collab_snapshot_chunk SET chunk = 4 - chunk - 2");
    }

    @Test
    void aRowOfAnotherKind() throws SQLException {
        store.append(List.of(Collected.update("d", 0, 1, "a")));
        assertCorruptAfter("UPDATE collab_update_pending SET payload = X'0102'");
    }

    private void storeThreeChunks() {
        byte[] snapshot = new byte[(2 << 20) + 100];
        ByteArrayInputStream stream = new ByteArrayInputStream(snapshot);
        store.replaceSnapshot("d", Head.UNKNOWN, stream, snapshot.length, List.of())
                .orElseThrow();
    }

    private void assertCorruptAfter(String sql) throws SQLException {
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement()) {
            assertThat(statement.executeUpdate(sql)).isPositive();
        }
        for (int i = 0; i < 2; i++) {
            assertThatExceptionOfType(StorageException.class)
                    .isThrownBy(() -> Collected.of(store, "d"))
                    .satisfies(e -> assertThat(e.kind()).isEqualTo(Kind.CORRUPT))
                    .satisfies(e -> assertThat(e.document()).isEqualTo("d"));
        }
    }
}
