package dev.collab4j.core.internal.codec;

import dev.collab4j.core.internal.lib0.ByteReader;
import dev.collab4j.core.internal.lib0.ByteWriter;
import dev.collab4j.core.internal.store.IdRanges;
import java.util.Map;

/** Snapshots on the wire: a delete set in one of the two versions, then a state vector, which both write alike. */
public final class SnapshotCodec {
    private final FormatVersion version;

    public SnapshotCodec(FormatVersion version) {
        this.version = version;
    }

    public byte[] encode(IdRanges deletes, Map<Long, Long> clocks) {
        ByteWriter out = new ByteWriter();
        DeleteSetWriter.write(
                version == FormatVersion.V1 ? new DeleteSetEncoderV1(out) : new DeleteSetEncoderV2(out), deletes);
        out.writeBytes(StateVectors.encode(clocks));
        return out.toByteArray();
    }

    /** What was read; the ranges of a client rise. */
    public record Decoded(IdRanges deletes, Map<Long, Long> clocks) {}

    /** Reads a snapshot; bytes behind it are ignored, as in Yjs. */
    public Decoded decode(byte[] bytes) {
        ByteReader in = new ByteReader(bytes);
        IdRanges deletes = BlockReader.readDeleteSet(
                version == FormatVersion.V1 ? new DeleteSetDecoderV1(in) : new DeleteSetDecoderV2(in));
        deletes.makeRising();
        return new Decoded(deletes, StateVectors.decode(in.readBytes(in.remaining())));
    }
}
