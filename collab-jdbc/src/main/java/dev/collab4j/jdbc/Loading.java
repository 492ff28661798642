package dev.collab4j.jdbc;

import dev.collab4j.spi.storage.Envelope;
import dev.collab4j.spi.storage.Head;
import dev.collab4j.spi.storage.LoadSink;
import dev.collab4j.spi.storage.StorageException;
import dev.collab4j.spi.storage.StorageException.Kind;
import dev.collab4j.spi.storage.StoredUpdate;
import dev.collab4j.spi.storage.UpdateId;
import java.io.IOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;

/** Reads one document as of one moment: the updates page by page, then the snapshot chunk by chunk. */
final class Loading implements Transactions.Work<Head> {

    private static final int PAGE_ROWS = 1_000;
    private static final long PAGE_BYTES = 1 << 20;

    private final String document;
    private final byte[] name;
    private final LoadSink sink;

    Loading(String document, LoadSink sink) {
        this.document = document;
        this.name = Names.encode(document);
        this.sink = sink;
    }

    @Override
    public Head run(Session session) throws SQLException {
        DocRow row = DocRow.find(session, name);
        if (row == null) {
            return Head.UNKNOWN;
        }
        if (!row.head().deleted()) {
            readUpdates(session, row);
            readSnapshot(session, row);
        }
        return row.head();
    }

    private void readUpdates(Session session, DocRow row) throws SQLException {
        long after = Long.MIN_VALUE;
        for (long end = endOfPage(session, row, after); end > after; end = endOfPage(session, row, after)) {
            if (Thread.currentThread().isInterrupted()) {
                throw Failures.interrupted(document);
            }
            readPage(session, row, after, end);
            after = end;
        }
    }

    /** The last update of the next page, which is of bounded size or a single update; {@code after} if there is none. */
    private static long endOfPage(Session session, DocRow row, long after) throws SQLException {
        Object[] range = {row.id(), row.head().generation(), after, PAGE_ROWS};
        try (ResultSet updates = session.bind("list_updates", range).executeQuery()) {
            long end = after;
            long bytes = 0;
            while (updates.next()) {
                bytes += updates.getLong(2);
                if (end != after && bytes > PAGE_BYTES) {
                    return end;
                }
                end = updates.getLong(1);
            }
            return end;
        }
    }

    private void readPage(Session session, DocRow row, long after, long end) throws SQLException {
        long generation = row.head().generation();
        Object[] range = {row.id(), generation, after, end};
        try (ResultSet updates = session.bind("select_updates", range).executeQuery()) {
            while (updates.next()) {
                sink.update(update(updates, generation));
            }
        }
    }

    private StoredUpdate update(ResultSet row, long generation) throws SQLException {
        UpdateId id = new UpdateId(row.getLong(1), row.getLong(2));
        byte[] payload = Envelope.unwrap(row.getBytes(3), document);
        Instant at = Instant.ofEpochMilli(row.getLong(6));
        return StoredUpdate.of(document, generation, id, payload, row.getString(4), row.getString(5), at);
    }

    private void readSnapshot(Session session, DocRow row) throws SQLException {
        if (row.head().version() == 0) {
            return;
        }
        try (SnapshotStream stream = new SnapshotStream(session, document, row)) {
            sink.snapshot(stream, row.snapshotBytes());
        } catch (IOException e) {
            throw new StorageException(Kind.TRANSIENT, document, "the snapshot was not read to its end", e);
        }
    }
}
