package dev.collab4j.core.internal.codec;

import dev.collab4j.core.internal.lib0.ByteReader;
import dev.collab4j.core.internal.lib0.ByteWriter;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/** State vectors on the wire: the next clock of each client, clients descending. */
public final class StateVectors {
    private StateVectors() {}

    public static byte[] encode(Map<Long, Long> clocks) {
        Map<Long, Long> descending = new TreeMap<>(Comparator.reverseOrder());
        descending.putAll(clocks);
        ByteWriter out = new ByteWriter(1 + clocks.size() * 8);
        out.writeVarUint(descending.size());
        descending.forEach((client, clock) -> {
            out.writeVarUint(client);
            out.writeVarUint(clock);
        });
        return out.toByteArray();
    }

    public static Map<Long, Long> decode(byte[] bytes) {
        ByteReader in = new ByteReader(bytes);
        int count = in.readCount(2);
        Map<Long, Long> clocks = new LinkedHashMap<>();
        for (int i = 0; i < count; i++) {
            clocks.put(in.readVarUint(), in.readVarUint());
        }
        return clocks;
    }
}
