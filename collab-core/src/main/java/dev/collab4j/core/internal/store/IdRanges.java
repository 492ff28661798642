package dev.collab4j.core.internal.store;

import java.util.Arrays;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Ranges of ids by client, the clients in the order in which they were first added: Yjs's order in memory, which
 * decides what is done first. On the wire clients descend.
 */
public final class IdRanges {
    private Map<Long, Ranges> clients = Collections.emptyMap();
    /** The ranges of {@link #lastClient}, which were added to last. */
    private @Nullable Ranges last;

    private long lastClient;

    /** Adds [clock, clock + length), joined to the range added last if it continues that one. */
    public void add(long client, long clock, long length) {
        ranges(client).join(clock, length);
    }

    /** Adds [clock, clock + length) as a range of its own, as it was read. */
    public void append(long client, long clock, long length) {
        ranges(client).append(clock, length);
    }

    /** Adds all ranges of {@code other}. */
    public void addAll(IdRanges other) {
        other.clients.forEach((client, ranges) -> {
            for (int i = 0; i < ranges.size(); i++) {
                add(client, ranges.clock(i), ranges.length(i));
            }
        });
    }

    private Ranges ranges(long client) {
        if (last == null || lastClient != client) {
            last = clients.get(client);
            lastClient = client;
            if (last == null) {
                last = new Ranges();
                clients = SmallMaps.with(clients, client, last);
            }
        }
        return last;
    }

    public boolean isEmpty() {
        return clients.isEmpty();
    }

    public Set<Map.Entry<Long, Ranges>> entries() {
        return clients.entrySet();
    }

    public int clientCount() {
        return clients.size();
    }

    public @Nullable Ranges get(long client) {
        return clients.get(client);
    }

    /** Whether {@code clock} is in a range; the ranges must be sorted. */
    public boolean contains(long client, long clock) {
        Ranges ranges = clients.get(client);
        return ranges != null && ranges.indexOf(clock) >= 0;
    }

    /**
     * How far from {@code clock} on, but not beyond {@code end}, all clocks are in ranges or none is; the ranges must be
     * sorted.
     */
    public long alike(long client, long clock, long end) {
        Ranges ranges = clients.get(client);
        return ranges == null ? end : Math.min(end, ranges.nextEdge(clock));
    }

    /** Sorts the ranges of each client and joins those that touch or overlap. */
    public void sortAndMerge() {
        for (Ranges ranges : clients.values()) {
            ranges.sortAndMerge();
        }
    }

    /** The same for clients whose ranges don't rise, or overlap; others may touch. */
    public void makeRising() {
        clients.values().stream().filter(ranges -> !ranges.isRising()).forEach(Ranges::sortAndMerge);
    }

    /** The ranges of one client. */
    public static final class Ranges {
        private long[] clocks = new long[2];
        private long[] lengths = new long[2];
        private int size;

        public int size() {
            return size;
        }

        public long clock(int index) {
            return clocks[index];
        }

        public long length(int index) {
            return lengths[index];
        }

        public long end(int index) {
            return clocks[index] + lengths[index];
        }

        private void join(long clock, long length) {
            if (size > 0 && end(size - 1) == clock) {
                lengths[size - 1] += length;
            } else {
                append(clock, length);
            }
        }

        private void append(long clock, long length) {
            if (size == clocks.length) {
                clocks = Arrays.copyOf(clocks, size * 2);
                lengths = Arrays.copyOf(lengths, size * 2);
            }
            clocks[size] = clock;
            lengths[size] = length;
            size++;
        }

        /** The range that holds {@code clock}, or -1; the ranges must be sorted. */
        public int indexOf(long clock) {
            int at = lastNotAfter(clock);
            return at >= 0 && clock < end(at) ? at : -1;
        }

        /** Whether one range holds all of [clock, end); the ranges must be sorted and joined. */
        public boolean covers(long clock, long end) {
            int at = lastNotAfter(clock);
            return at >= 0 && end <= end(at);
        }

        /** The last range that begins at {@code clock} or before, or -1; the ranges must be sorted. */
        public int lastNotAfter(long clock) {
            int low = 0;
            int high = size - 1;
            while (low <= high) {
                int middle = (low + high) >>> 1;
                if (clocks[middle] <= clock) {
                    low = middle + 1;
                } else {
                    high = middle - 1;
                }
            }
            return high;
        }

        private long nextEdge(long clock) {
            int at = lastNotAfter(clock);
            if (at >= 0 && clock < end(at)) {
                return end(at);
            }
            return at + 1 < size ? clocks[at + 1] : Long.MAX_VALUE;
        }

        private boolean isRising() {
            for (int i = 1; i < size; i++) {
                if (clocks[i] < end(i - 1)) {
                    return false;
                }
            }
            return true;
        }

        private boolean isSorted() {
            for (int i = 1; i < size; i++) {
                if (clocks[i] <= end(i - 1)) {
                    return false;
                }
            }
            return true;
        }

        private void sortAndMerge() {
            if (isSorted()) {
                return;
            }
            Integer[] order = new Integer[size];
            Arrays.setAll(order, i -> i);
            long[] oldClocks = clocks;
            long[] oldLengths = lengths;
            Arrays.sort(order, (a, b) -> Long.compare(oldClocks[a], oldClocks[b]));
            clocks = new long[size];
            lengths = new long[size];
            int merged = 0;
            for (int at : order) {
                long clock = oldClocks[at];
                long length = oldLengths[at];
                if (merged > 0 && end(merged - 1) >= clock) {
                    lengths[merged - 1] = Math.max(lengths[merged - 1], clock + length - clocks[merged - 1]);
                } else {
                    clocks[merged] = clock;
                    lengths[merged] = length;
                    merged++;
                }
            }
            size = merged;
        }
    }
}
