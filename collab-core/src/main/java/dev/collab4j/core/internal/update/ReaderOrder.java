package dev.collab4j.core.internal.update;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * Which reader comes next: higher clients first, then lower clocks, then the one that was read last.
 *
 * <p>Yjs sorts its readers anew after each step. Its comparator contradicts itself where one update has an item and
 * another one has collected the same ids: each is said to come before the other. What comes of that is a matter of the
 * sorting algorithm; up to 31 elements that of the JDK is the one of V8, step by step, so sorting gives the same. More
 * readers are kept in a heap, which takes less time and puts the one read last first in such a case.
 */
abstract class ReaderOrder {
    private static final int SORTED_UP_TO = 31;

    static ReaderOrder of(List<BlockCursor> readers) {
        return readers.size() <= SORTED_UP_TO ? new Sorted(readers) : new Heap(readers);
    }

    /** The reader to read from next, null if all are at their end; {@link #moved} has to follow. */
    abstract @Nullable BlockCursor first();

    /** {@code reader}, which came first, may have moved on. */
    abstract void moved(BlockCursor reader);

    private static final Comparator<BlockCursor> BY_ID = Comparator.comparingLong(
                    (BlockCursor reader) -> reader.block().client())
            .reversed()
            .thenComparingLong(reader -> reader.block().clock());

    private static final class Sorted extends ReaderOrder {
        private final List<BlockCursor> readers;

        Sorted(List<BlockCursor> readers) {
            this.readers = new ArrayList<>(readers);
        }

        @Override
        @Nullable
        BlockCursor first() {
            readers.removeIf(reader -> reader.current() == null);
            readers.sort(Sorted::compare);
            return readers.isEmpty() ? null : readers.get(0);
        }

        @Override
        void moved(BlockCursor reader) {
            // Sorting finds its new place.
        }

        private static int compare(BlockCursor a, BlockCursor b) {
            int byId = BY_ID.compare(a, b);
            return byId == 0 && a.block().isGc() != b.block().isGc() ? -1 : byId;
        }
    }

    private static final class Heap extends ReaderOrder {
        private final Map<BlockCursor, Integer> sequence = new HashMap<>();
        private final PriorityQueue<BlockCursor> readers =
                new PriorityQueue<>(BY_ID.thenComparingInt(reader -> sequence.getOrDefault(reader, 0)));
        private int next;

        Heap(List<BlockCursor> all) {
            for (int i = 0; i < all.size(); i++) {
                sequence.put(all.get(i), i);
                add(all.get(i));
            }
        }

        @Override
        @Nullable
        BlockCursor first() {
            return readers.poll();
        }

        @Override
        void moved(BlockCursor reader) {
            sequence.put(reader, --next);
            add(reader);
        }

        private void add(BlockCursor reader) {
            if (reader.current() != null) {
                readers.add(reader);
            }
        }
    }
}
