package dev.collab4j.core.fuzz;

import dev.collab4j.core.DeleteSet;
import dev.collab4j.core.StateVector;
import dev.collab4j.core.Update;
import dev.collab4j.core.UpdateStruct;
import dev.collab4j.core.internal.store.IdRanges;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/** Which ids updates say something about. */
final class Ids {
    private Ids() {}

    /** The ids that any of {@code updates} has, from {@code known} on, gaps left out. */
    static Map<Long, String> beyond(StateVector known, Update... updates) {
        IdRanges ids = new IdRanges();
        for (Update update : updates) {
            update.forEachStruct(struct -> add(ids, struct, known));
        }
        return print(ids);
    }

    private static void add(IdRanges ids, UpdateStruct struct, StateVector known) {
        long client = struct.id().client();
        long end = struct.id().clock() + struct.length();
        long from = Math.max(struct.id().clock(), known.get(client));
        if (struct.kind() != UpdateStruct.Kind.SKIP && from < end) {
            ids.add(client, from, end - from);
        }
    }

    /** The ids that any of {@code updates} deletes. */
    static Map<Long, String> deleted(Update... updates) {
        return of(Arrays.stream(updates).map(Update::deleteSet).toArray(DeleteSet[]::new));
    }

    /** The ids that any of {@code sets} has. */
    static Map<Long, String> of(DeleteSet... sets) {
        IdRanges ids = new IdRanges();
        for (DeleteSet set : sets) {
            set.toMap()
                    .forEach((client, ranges) ->
                            ranges.forEach(range -> ids.add(client, range.clock(), range.length())));
        }
        return print(ids);
    }

    private static Map<Long, String> print(IdRanges ids) {
        ids.sortAndMerge();
        Map<Long, String> printed = new TreeMap<>();
        ids.entries().forEach(entry -> printed.put(entry.getKey(), print(entry.getValue())));
        return printed;
    }

    private static String print(IdRanges.Ranges ranges) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < ranges.size(); i++) {
            out.append('[')
                    .append(ranges.clock(i))
                    .append(',')
                    .append(ranges.end(i))
                    .append(')');
        }
        return out.toString();
    }
}
