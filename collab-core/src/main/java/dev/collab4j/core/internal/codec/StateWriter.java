package dev.collab4j.core.internal.codec;

import dev.collab4j.core.internal.store.ClientLog;
import dev.collab4j.core.internal.store.IdRanges;
import dev.collab4j.core.internal.store.Struct;
import dev.collab4j.core.internal.store.StructStore;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToLongFunction;

/** Writes the structs of the store from given clocks on, and its delete set. */
public final class StateWriter {
    private StateWriter() {}

    /** Writes what lies at or above {@code fromClock} in each of {@code logs}, higher clients first. */
    public static void writeStructs(
            UpdateEncoder out, Collection<ClientLog> logs, ToLongFunction<ClientLog> fromClock) {
        List<ClientLog> grown = new ArrayList<>(logs.size());
        for (ClientLog log : logs) {
            if (fromClock.applyAsLong(log) < log.state()) {
                grown.add(log);
            }
        }
        grown.sort(Comparator.comparingLong((ClientLog log) -> log.client).reversed());
        out.writePlain(grown.size());
        for (ClientLog log : grown) {
            writeLog(out, log, (int) fromClock.applyAsLong(log));
        }
    }

    private static void writeLog(UpdateEncoder out, ClientLog log, int clock) {
        out.writePlain(log.countFrom(clock));
        out.writeClient(log.client);
        out.writePlain(clock);
        ClientLog.Walk walk = log.walkFrom(clock);
        Struct first = walk.next();
        StructWriter.write(out, first, clock - first.clock);
        while (walk.hasNext()) {
            StructWriter.write(out, walk.next(), 0);
        }
    }

    /** All ids of the store that are deleted. */
    public static IdRanges deleteSet(StructStore store) {
        IdRanges deletes = new IdRanges();
        for (ClientLog log : store.logs()) {
            for (ClientLog.Walk walk = log.walkFrom(0); walk.hasNext(); ) {
                Struct struct = walk.next();
                if (struct.isDeleted()) {
                    deletes.add(log.client, struct.clock, struct.length);
                }
            }
        }
        return deletes;
    }
}
