package dev.collab4j.jdbc;

import dev.collab4j.spi.storage.Envelope;
import dev.collab4j.spi.storage.Head;
import dev.collab4j.spi.storage.StorageException;
import dev.collab4j.spi.storage.StorageException.Kind;
import dev.collab4j.spi.storage.UpdateId;
import java.io.IOException;
import java.io.InputStream;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Replaces a snapshot by compare-and-set. The comparison locks the document's row until the commit, so what follows has
 * no rival; appends don't take that lock.
 */
final class Replacing implements Transactions.Work<Optional<Head>> {

    private static final int BATCH_ROWS = 1_000;

    private final String document;
    private final byte[] name;
    private final Head expected;
    private final InputStream snapshot;
    private final long length;
    private final List<UpdateId> covered;
    private boolean streamTouched;

    Replacing(String document, Head expected, InputStream snapshot, long length, Collection<UpdateId> covered) {
        if (length < 0) {
            throw new IllegalArgumentException("a snapshot of " + length + " bytes");
        }
        this.document = document;
        this.name = Names.encode(document);
        this.expected = expected;
        this.snapshot = snapshot;
        this.length = length;
        this.covered = covered.stream().sorted().distinct().toList();
    }

    @Override
    public Optional<Head> run(Session session) throws SQLException {
        if (!raiseVersion(session)) {
            return Optional.empty();
        }
        streamTouched = true;
        return Optional.of(replace(session, DocRow.get(session, name)));
    }

    @Override
    public boolean isRepeatable() {
        return !streamTouched;
    }

    private boolean raiseVersion(Session session) throws SQLException {
        if (expected.deleted()) {
            return false;
        }
        if (expected.equals(Head.UNKNOWN) && DocRow.find(session, name) == null) {
            DocRow.insert(session, name, new Head(0, 1, false), length);
            return true;
        }
        return session.update("raise_version", length, name, expected.generation(), expected.version()) == 1;
    }

    private Head replace(Session session, DocRow row) throws SQLException {
        long generation = row.head().generation();
        session.update("delete_old_chunks", row.id(), generation, row.head().version());
        writeChunks(session, row);
        raiseOrigins(session, row.id(), generation, cover(session, row.id(), generation));
        DocRow.sweep(session, row.id(), generation);
        return row.head();
    }

    private void writeChunks(Session session, DocRow row) throws SQLException {
        byte[] buffer = new byte[(int) Math.min(length, SnapshotStream.CHUNK_BYTES)];
        long left = length;
        for (int chunk = 0; left > 0; chunk++) {
            int size = (int) Math.min(left, buffer.length);
            fill(buffer, size);
            byte[] payload = Envelope.wrap(buffer, 0, size);
            session.update(
                    "insert_chunk",
                    row.id(),
                    row.head().generation(),
                    row.head().version(),
                    chunk,
                    payload);
            left -= size;
        }
    }

    private void fill(byte[] buffer, int size) {
        try {
            for (int at = 0, read; at < size; at += read) {
                read = snapshot.read(buffer, at, size - at);
                if (read < 0) {
                    throw new IllegalArgumentException("the snapshot's stream has less than " + length + " bytes");
                }
            }
        } catch (IOException e) {
            throw new StorageException(Kind.TRANSIENT, document, "the snapshot's stream can't be read", e);
        }
    }

    /** Deletes the covered updates; gives the last of each origin among those that were there. */
    private Map<Long, Long> cover(Session session, long doc, long generation) throws SQLException {
        Map<Long, Long> last = new TreeMap<>();
        for (int from = 0; from < covered.size(); from += BATCH_ROWS) {
            List<UpdateId> batch = covered.subList(from, Math.min(covered.size(), from + BATCH_ROWS));
            int[] deleted = delete(session, doc, generation, batch);
            for (int i = 0; i < deleted.length; i++) {
                if (deleted[i] != 0) {
                    UpdateId id = batch.get(i);
                    last.merge(id.origin(), id.counter(), Math::max);
                }
            }
        }
        return last;
    }

    private static int[] delete(Session session, long doc, long generation, List<UpdateId> batch) throws SQLException {
        PreparedStatement delete = session.prepare("cover_update");
        for (UpdateId id : batch) {
            delete.setLong(1, doc);
            delete.setLong(2, generation);
            delete.setLong(3, id.origin());
            delete.setLong(4, id.counter());
            delete.addBatch();
        }
        return delete.executeBatch();
    }

    private static void raiseOrigins(Session session, long doc, long generation, Map<Long, Long> last)
            throws SQLException {
        for (Map.Entry<Long, Long> entry : last.entrySet()) {
            Object[] row = {entry.getValue(), doc, generation, entry.getKey()};
            if (session.update("raise_origin", row) == 0) {
                session.update("insert_origin", row);
            }
        }
    }
}
