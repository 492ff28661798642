package dev.collab4j.jdbc;

import dev.collab4j.spi.storage.Envelope;
import dev.collab4j.spi.storage.Head;
import dev.collab4j.spi.storage.StoredUpdate;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Stores a batch of updates in one transaction. It only reads the documents' rows, and relies on the generation in each
 * update's row: one that a deletion has overtaken is stored under a generation that nobody reads any more.
 */
final class Appending implements Transactions.Work<Integer> {

    private static final Comparator<StoredUpdate> ORDER =
            Comparator.comparing(StoredUpdate::document).thenComparing(StoredUpdate::id);

    private final List<StoredUpdate> updates;

    /** All writers of rows go in the same order, so that two batches don't wait for each other. */
    Appending(List<StoredUpdate> batch) {
        updates = batch.stream().sorted(ORDER).toList();
    }

    /** The document that the batch is about; null if it is about several. */
    @Nullable
    String soleDocument() {
        String first = updates.get(0).document();
        String last = updates.get(updates.size() - 1).document();
        return first.equals(last) ? first : null;
    }

    @Override
    public Integer run(Session session) throws SQLException {
        PreparedStatement insert = session.prepare("append_update");
        @Nullable String document = null;
        DocRow row = new DocRow(0, Head.UNKNOWN, 0);
        for (StoredUpdate update : updates) {
            if (!update.document().equals(document)) {
                document = update.document();
                row = findOrCreate(session, document);
            }
            checkGeneration(row.head(), update);
            bind(insert, row.id(), update);
            insert.addBatch();
        }
        insert.executeBatch();
        return updates.size();
    }

    private static DocRow findOrCreate(Session session, String document) throws SQLException {
        byte[] name = Names.encode(document);
        DocRow row = DocRow.find(session, name);
        if (row != null) {
            return row;
        }
        DocRow.insert(session, name, Head.UNKNOWN, 0);
        return DocRow.get(session, name);
    }

    private static void checkGeneration(Head head, StoredUpdate update) {
        if (head.deleted()) {
            throw Failures.refused(update.document(), "the document is deleted");
        }
        if (head.generation() != update.generation()) {
            throw Failures.refused(
                    update.document(),
                    "the update is of generation " + update.generation() + ", the document of " + head.generation());
        }
    }

    private static void bind(PreparedStatement insert, long doc, StoredUpdate update) throws SQLException {
        insert.setBytes(1, Envelope.wrap(update.bytes()));
        insert.setString(2, update.author());
        insert.setString(3, update.session());
        insert.setLong(4, update.at().toEpochMilli());
        insert.setLong(5, doc);
        insert.setLong(6, update.generation());
        insert.setLong(7, update.id().origin());
        insert.setLong(8, update.id().counter());
    }
}
