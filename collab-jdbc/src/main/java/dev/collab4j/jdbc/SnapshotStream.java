package dev.collab4j.jdbc;

import dev.collab4j.spi.storage.Envelope;
import dev.collab4j.spi.storage.StorageException;
import dev.collab4j.spi.storage.StorageException.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Objects;

/** The chunks of a snapshot, one in memory at a time. */
final class SnapshotStream extends InputStream {

    /** With its envelope a chunk is 1 MiB. */
    static final int CHUNK_BYTES = (1 << 20) - Envelope.OVERHEAD;

    private final Session session;
    private final String document;
    private final DocRow row;
    private long left;
    private int nextChunk;
    private byte[] chunk = new byte[0];
    private int at;
    private boolean closed;

    SnapshotStream(Session session, String document, DocRow row) {
        this.session = session;
        this.document = document;
        this.row = row;
        this.left = row.snapshotBytes();
    }

    @Override
    public int read() throws IOException {
        return fill() ? chunk[at++] & 0xFF : -1;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, target.length);
        if (length == 0) {
            return 0;
        }
        if (!fill()) {
            return -1;
        }
        int size = Math.min(length, chunk.length - at);
        System.arraycopy(chunk, at, target, offset, size);
        at += size;
        return size;
    }

    /** Has a byte ready, false at the end. */
    private boolean fill() throws IOException {
        if (closed) {
            throw new IOException("the load has ended");
        }
        if (at < chunk.length) {
            return true;
        }
        if (left == 0) {
            return false;
        }
        chunk = readChunk();
        at = 0;
        left -= chunk.length;
        return true;
    }

    private byte[] readChunk() {
        try {
            return readChunk(nextChunk++);
        } catch (SQLException e) {
            throw Failures.of(document, e);
        }
    }

    private byte[] readChunk(int number) throws SQLException {
        Object[] key = {row.id(), row.head().generation(), row.head().version(), number};
        try (ResultSet result = session.bind("select_chunk", key).executeQuery()) {
            if (!result.next()) {
                throw corrupt("chunk " + number + " of the snapshot is missing");
            }
            byte[] payload = Envelope.unwrap(result.getBytes(1), document);
            if (payload.length != Math.min(left, CHUNK_BYTES)) {
                throw corrupt("chunk " + number + " of the snapshot has " + payload.length + " bytes");
            }
            return payload;
        }
    }

    private StorageException corrupt(String what) {
        return new StorageException(Kind.CORRUPT, document, what);
    }

    @Override
    public void close() {
        closed = true;
    }
}
