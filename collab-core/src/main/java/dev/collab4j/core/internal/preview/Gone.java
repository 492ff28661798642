package dev.collab4j.core.internal.preview;

import dev.collab4j.core.internal.store.Branch;
import dev.collab4j.core.internal.store.IdRanges;
import dev.collab4j.core.internal.store.Item;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What would be deleted: by the update, by deletes that wait, and by what takes the place of something. */
final class Gone {
    private final List<IdRanges> ranges;
    private final Map<Branch, Boolean> lives = new HashMap<>();

    /** Takes sorted ranges; what they say of ids that aren't known doesn't matter. */
    Gone(List<IdRanges> ranges) {
        this.ranges = ranges;
    }

    List<IdRanges> ranges() {
        return ranges;
    }

    boolean contains(long client, long clock) {
        return endOfRange(client, clock) > clock;
    }

    /** Whether all elements of [clock, end) would be deleted. */
    boolean containsAll(long client, long clock, long end) {
        long next = clock;
        for (long reached = clock; next < end; next = reached) {
            reached = endOfRange(client, next);
            if (reached == next) {
                return false;
            }
        }
        return true;
    }

    /** Where a range ends that holds {@code clock}; that clock itself if there is none. */
    private long endOfRange(long client, long clock) {
        for (IdRanges each : ranges) {
            IdRanges.Ranges own = each.get(client);
            int at = own == null ? -1 : own.indexOf(clock);
            if (own != null && at >= 0) {
                return own.end(at);
            }
        }
        return clock;
    }

    /** Whether {@code type}, with all around it, is there and stays. */
    boolean spares(Branch type) {
        Deque<Branch> inside = new ArrayDeque<>();
        Branch around = type;
        while (around != null && !lives.containsKey(around)) {
            inside.push(around);
            around = around.parent();
        }
        boolean alive = around == null || Boolean.TRUE.equals(lives.get(around));
        for (Branch each : inside) {
            alive &= each.item == null || spares(each.item);
            lives.put(each, alive);
        }
        return alive;
    }

    /** Whether the last element of {@code item} is there and stays. */
    boolean spares(Item item) {
        return !item.isDeleted() && !contains(item.log.client, item.end() - 1L);
    }
}
