package dev.collab4j.core.internal.codec;

import dev.collab4j.core.internal.lib0.ByteReader;
import dev.collab4j.core.internal.lib0.ByteWriter;
import dev.collab4j.core.internal.store.IdRanges;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Snapshots on the wire: the deleted ranges, clients descending, then a state vector. Version 2 writes each range as
 * its distance from the end of the one before and its length - 1.
 */
public final class SnapshotCodec {
    private static final int MIN_BYTES = 2;

    private final boolean v2;

    public SnapshotCodec(boolean v2) {
        this.v2 = v2;
    }

    public byte[] encode(IdRanges deletes, Map<Long, Long> clocks) {
        ByteWriter out = new ByteWriter();
        List<Map.Entry<Long, IdRanges.Ranges>> clients = new ArrayList<>(deletes.entries());
        clients.sort(Map.Entry.<Long, IdRanges.Ranges>comparingByKey().reversed());
        out.writeVarUint(clients.size());
        for (Map.Entry<Long, IdRanges.Ranges> client : clients) {
            out.writeVarUint(client.getKey());
            writeRanges(out, client.getValue());
        }
        out.writeBytes(StateVectors.encode(clocks));
        return out.toByteArray();
    }

    private void writeRanges(ByteWriter out, IdRanges.Ranges ranges) {
        out.writeVarUint(ranges.size());
        for (int i = 0; i < ranges.size(); i++) {
            out.writeVarUint(v2 ? ranges.clock(i) - endBefore(ranges, i) : ranges.clock(i));
            out.writeVarUint(v2 ? ranges.length(i) - 1 : ranges.length(i));
        }
    }

    private static long endBefore(IdRanges.Ranges ranges, int index) {
        return index == 0 ? 0 : ranges.end(index - 1);
    }

    /** What was read; bytes behind it are ignored, as in Yjs. */
    public record Decoded(IdRanges deletes, Map<Long, Long> clocks) {}

    public Decoded decode(byte[] bytes) {
        ByteReader in = new ByteReader(bytes);
        IdRanges deletes = new IdRanges();
        boolean rising = true;
        int clients = in.readCount(MIN_BYTES);
        for (int i = 0; i < clients; i++) {
            rising &= readRanges(in, deletes, in.readVarUint());
        }
        if (!rising) {
            deletes.sortAndMerge();
        }
        return new Decoded(deletes, StateVectors.decode(in.readBytes(in.remaining())));
    }

    /** Returns whether the ranges rise and don't overlap, those read before of the same client included. */
    private boolean readRanges(ByteReader in, IdRanges deletes, long client) {
        boolean rising = deletes.get(client) == null;
        int ranges = in.readCount(MIN_BYTES);
        long end = 0;
        for (int i = 0; i < ranges; i++) {
            long clock = in.readVarUint() + (v2 ? end : 0);
            long length = in.readVarUint() + (v2 ? 1 : 0);
            if (length == 0 || clock > ByteReader.MAX_SAFE_INTEGER - length) {
                throw in.malformed("deleted range " + client + ":" + clock + "+" + length + " isn't one");
            }
            rising &= clock >= end;
            end = clock + length;
            deletes.append(client, clock, length);
        }
        return rising;
    }
}
