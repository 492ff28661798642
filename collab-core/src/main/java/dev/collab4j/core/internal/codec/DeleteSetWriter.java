package dev.collab4j.core.internal.codec;

import dev.collab4j.core.internal.store.IdRanges;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Writes a delete set, clients descending. */
public final class DeleteSetWriter {
    private DeleteSetWriter() {}

    public static void write(DeleteSetEncoder out, IdRanges deletes) {
        List<Map.Entry<Long, IdRanges.Ranges>> clients = new ArrayList<>(deletes.entries());
        clients.sort(Map.Entry.<Long, IdRanges.Ranges>comparingByKey().reversed());
        out.writePlain(clients.size());
        for (Map.Entry<Long, IdRanges.Ranges> client : clients) {
            writeClient(out, client.getKey(), client.getValue());
        }
    }

    private static void writeClient(DeleteSetEncoder out, long client, IdRanges.Ranges ranges) {
        out.resetDeleteSetClock();
        out.writePlain(client);
        out.writePlain(ranges.size());
        for (int i = 0; i < ranges.size(); i++) {
            out.writeDeleteSetClock(ranges.clock(i));
            out.writeDeleteSetLength(ranges.length(i));
        }
    }
}
