package dev.collab4j.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.collab4j.spi.storage.Head;
import dev.collab4j.spi.storage.StoredUpdate;
import dev.collab4j.spi.storage.UpdateId;
import java.nio.charset.StandardCharsets;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/** What is in the tables: the rows that the first release wrote have to be read by every later one. */
abstract class StoredRowsContract {

    /** A data source for an empty database, another one with each call. */
    abstract DataSource emptyDatabase() throws Exception;

    /** Fills an empty database with the rows that the first release wrote. */
    abstract void restoreFixture(DataSource empty) throws Exception;

    @Test
    void theRowsOfTheFirstReleaseAreRead() throws Exception {
        DataSource restored = emptyDatabase();
        restoreFixture(restored);
        JdbcDocumentStore store = JdbcDocumentStore.builder(restored).build();
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
    void anAuthorIsErasedAndTheContentStays() throws Exception {
        DataSource written = emptyDatabase();
        JdbcDocumentStore store = JdbcDocumentStore.builder(written).build();
        writeAll(store);
        assertThat(store.eraseAuthor("somebody else")).isZero();
        assertThat(store.eraseAuthor("ünïcode")).isEqualTo(1);
        assertThat(Rows.all(written).toString()).doesNotContain("ünïcode").doesNotContain("s-1");
        assertThat(Collected.of(store, "équipe/plan 1").texts()).containsExactly("third", "other");
    }

    @Test
    void theRowsAreStillWrittenTheSame() throws Exception {
        DataSource written = emptyDatabase();
        writeAll(JdbcDocumentStore.builder(written).build());
        DataSource restored = emptyDatabase();
        restoreFixture(restored);
        assertThat(Rows.all(written)).isEqualTo(Rows.all(restored));
    }

    /** Everything that can be in the tables. How the fixtures were made: this, then a dump. */
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
}
