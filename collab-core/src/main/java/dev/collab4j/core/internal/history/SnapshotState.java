package dev.collab4j.core.internal.history;

import dev.collab4j.core.internal.codec.DeleteSetWriter;
import dev.collab4j.core.internal.codec.StructWriter;
import dev.collab4j.core.internal.codec.UpdateEncoder;
import dev.collab4j.core.internal.store.ClientLog;
import dev.collab4j.core.internal.store.Struct;
import dev.collab4j.core.internal.store.TransactionState;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Writes the part of a document that was there at a snapshot, as an update. */
public final class SnapshotState {
    private SnapshotState() {}

    /**
     * Writes all structs up to the clocks of {@code snapshot}, and its deletes.
     *
     * @throws IllegalArgumentException if the document doesn't have all that the snapshot knows
     */
    public static void write(TransactionState transaction, SnapshotIds snapshot, UpdateEncoder out) {
        List<ClientLog> logs = logs(transaction, snapshot);
        out.writePlain(logs.size());
        for (ClientLog log : logs) {
            int end = (int) snapshot.clock(log.client);
            if (end < log.state()) {
                transaction.store.cleanStart(transaction, log, end);
            }
            writeUpTo(out, log, end);
        }
        DeleteSetWriter.write(out, snapshot.deletes());
    }

    private static List<ClientLog> logs(TransactionState transaction, SnapshotIds snapshot) {
        List<ClientLog> logs = new ArrayList<>();
        snapshot.clocks().forEach((client, clock) -> {
            if (clock > transaction.store.state(client)) {
                throw new IllegalArgumentException("The snapshot knows clock " + (clock - 1) + " of client " + client
                        + ", which isn't in this document");
            }
            if (clock > 0) {
                logs.add(transaction.store.log(client));
            }
        });
        logs.sort(Comparator.comparingLong((ClientLog log) -> log.client).reversed());
        return logs;
    }

    /** A collected run can't be cut and is written as a whole, as in Yjs. */
    private static void writeUpTo(UpdateEncoder out, ClientLog log, int end) {
        List<Struct> structs = new ArrayList<>();
        ClientLog.Walk walk = log.walkFrom(0);
        for (Struct struct = walk.next(); struct != null; struct = walk.hasNext() ? walk.next() : null) {
            if (struct.clock >= end) {
                break;
            }
            structs.add(struct);
        }
        out.writePlain(structs.size());
        out.writeClient(log.client);
        out.writePlain(0);
        structs.forEach(struct -> StructWriter.write(out, struct, 0));
    }
}
