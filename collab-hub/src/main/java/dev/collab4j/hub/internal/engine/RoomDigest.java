package dev.collab4j.hub.internal.engine;

import dev.collab4j.core.DeleteSet;
import dev.collab4j.core.Doc;
import dev.collab4j.core.MalformedUpdateException;
import dev.collab4j.core.StateVector;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.CRC32C;

/**
 * What a hub has of a document, for comparison: the state vector, and a checksum of the deletes, which a state vector
 * does not cover. Encoded as 4 bytes of checksum (big-endian), then the state vector.
 *
 * @param state the clocks
 * @param deletes CRC32C over client, clock and length of all deleted ranges, in order
 */
record RoomDigest(StateVector state, int deletes) {

    static RoomDigest of(Doc doc) {
        return new RoomDigest(doc.stateVector(), checksum(doc.deleteSet()));
    }

    private static int checksum(DeleteSet deletes) {
        CRC32C crc = new CRC32C();
        Map<Long, List<DeleteSet.Range>> sorted = new TreeMap<>(deletes.toMap());
        sorted.forEach((client, ranges) -> ranges.forEach(range -> update(crc, client, range)));
        return (int) crc.getValue();
    }

    private static void update(CRC32C crc, long client, DeleteSet.Range range) {
        ByteBuffer bytes = ByteBuffer.allocate(3 * Long.BYTES);
        crc.update(bytes.putLong(client)
                .putLong(range.clock())
                .putLong(range.length())
                .flip());
    }

    /** Whether the sender of the other digest may lack something that this one has. */
    boolean hasMoreThan(RoomDigest other) {
        return deletes != other.deletes
                || state.toMap().entrySet().stream().anyMatch(e -> e.getValue() > other.state.get(e.getKey()));
    }

    byte[] encode() {
        byte[] vector = state.encode();
        return ByteBuffer.allocate(Integer.BYTES + vector.length)
                .putInt(deletes)
                .put(vector)
                .array();
    }

    static RoomDigest decode(byte[] bytes) {
        if (bytes.length < Integer.BYTES) {
            throw new MalformedUpdateException("a digest of " + bytes.length + " bytes");
        }
        byte[] vector = Arrays.copyOfRange(bytes, Integer.BYTES, bytes.length);
        return new RoomDigest(StateVector.decode(vector), ByteBuffer.wrap(bytes).getInt());
    }
}
