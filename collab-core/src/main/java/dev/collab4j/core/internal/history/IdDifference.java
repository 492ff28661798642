package dev.collab4j.core.internal.history;

import dev.collab4j.core.internal.store.IdRanges;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What one set of ids has and another one hasn't. */
public final class IdDifference {
    private IdDifference() {}

    /** The ids that {@code newer} knows and {@code older} doesn't. */
    public static IdRanges inserted(SnapshotIds newer, SnapshotIds older) {
        IdRanges inserted = new IdRanges();
        newer.clocks().forEach((client, clock) -> {
            if (clock > older.clock(client)) {
                inserted.add(client, older.clock(client), clock - older.clock(client));
            }
        });
        return inserted;
    }

    /** The ids of {@code all} that aren't in {@code known}; the ranges of both must rise. */
    public static IdRanges of(IdRanges all, IdRanges known) {
        IdRanges rest = new IdRanges();
        for (Map.Entry<Long, IdRanges.Ranges> entry : all.entries()) {
            subtract(rest, entry.getKey(), entry.getValue(), known.get(entry.getKey()));
        }
        return rest;
    }

    private static void subtract(IdRanges rest, long client, IdRanges.Ranges ranges, IdRanges.@Nullable Ranges known) {
        int next = 0;
        for (int i = 0; i < ranges.size(); i++) {
            long clock = ranges.clock(i);
            long end = ranges.end(i);
            while (known != null && next < known.size() && known.clock(next) < end) {
                addBetween(rest, client, clock, known.clock(next));
                clock = Math.max(clock, known.end(next));
                if (known.end(next) > end) {
                    break;
                }
                next++;
            }
            addBetween(rest, client, clock, end);
        }
    }

    private static void addBetween(IdRanges rest, long client, long clock, long end) {
        if (clock < end) {
            rest.add(client, clock, end - clock);
        }
    }
}
