package dev.collab4j.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.collab4j.spi.storage.Head;
import dev.collab4j.spi.storage.StoredUpdate;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What happens in the middle of a load does not show in it: it reads all tables as of one moment (S7, S8). */
abstract class LoadIsolationContract {

    private JdbcDocumentStore store;

    /** A data source for an empty database. */
    abstract DataSource dataSource() throws Exception;

    @BeforeEach
    void open() throws Exception {
        store = JdbcDocumentStore.builder(dataSource()).build();
        store.append(List.of(Collected.update("d", 0, 1, "a"), Collected.update("d", 0, 2, "b")));
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void aCompactionInTheMiddle() {
        Collected loaded = new During(() -> compact(Head.UNKNOWN, 1, 2)).load(store, "d");
        assertThat(loaded.head).isEqualTo(Head.UNKNOWN);
        assertThat(loaded.texts()).containsExactly("a", "b");
        assertThat(loaded.snapshot).isNull();
        assertThat(Collected.of(store, "d").snapshotText()).isEqualTo("compacted");
    }

    @Test
    void aSecondCompactionInTheMiddle() {
        Head first = compact(Head.UNKNOWN, 1);
        Collected loaded = new During(() -> Collected.replace(store, "d", first, "second", 2)).load(store, "d");
        assertThat(loaded.head).isEqualTo(first);
        assertThat(loaded.texts()).containsExactly("b");
        assertThat(loaded.snapshotText()).isEqualTo("compacted");
    }

    @Test
    void aDeletionInTheMiddle() {
        Head first = compact(Head.UNKNOWN, 1);
        Collected loaded = new During(() -> store.delete("d", 0)).load(store, "d");
        assertThat(loaded.head).isEqualTo(first);
        assertThat(loaded.texts()).containsExactly("b");
        assertThat(loaded.snapshotText()).isEqualTo("compacted");
        assertThat(Collected.of(store, "d").head.deleted()).isTrue();
    }

    @Test
    void aCompactionWhileTheSnapshotIsRead() throws Exception {
        byte[] large = new byte[3 << 20];
        large[large.length - 1] = 1;
        Head first = store.replaceSnapshot(
                        "d", Head.UNKNOWN, new java.io.ByteArrayInputStream(large), large.length, List.of())
                .orElseThrow();
        Collected loaded = new Collected() {
            @Override
            public void snapshot(InputStream bytes, long length) throws IOException {
                assertThat(length).isEqualTo(large.length);
                assertThat(bytes.read()).isZero();
                assertThat(Collected.replace(store, "d", first, "second", 1, 2)).isPresent();
                super.snapshot(bytes, length);
            }
        }.load(store, "d");
        assertThat(loaded.snapshot).hasSize(large.length - 1).endsWith(1);
        assertThat(Collected.of(store, "d").snapshotText()).isEqualTo("second");
    }

    @Test
    void pagesOfManyAndOfLargeUpdatesKeepTheirOrder() {
        List<String> expected = new ArrayList<>(List.of("a", "b"));
        List<StoredUpdate> batch = new ArrayList<>();
        for (int i = 3; i < 2_500; i++) {
            String content = i % 500 == 0 ? "x".repeat(1_500_000) + i : "u" + i;
            expected.add(content);
            batch.add(Collected.update("d", 0, i, content));
        }
        store.append(batch);
        assertThat(Collected.of(store, "d").texts()).isEqualTo(expected);
    }

    private Head compact(Head expected, long... counters) {
        return Collected.replace(store, "d", expected, "compacted", counters).orElseThrow();
    }

    /** Does something else once, at the first update that the load brings. */
    private static final class During extends Collected {

        private final Runnable other;

        During(Runnable other) {
            this.other = other;
        }

        @Override
        public void update(StoredUpdate update) {
            if (updates.isEmpty()) {
                other.run();
            }
            super.update(update);
        }
    }
}
