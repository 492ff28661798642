package dev.collab4j.core.internal.update;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Which reader comes next: higher clients first, then lower clocks, then the one that was read last.
 *
 * <p>Yjs sorts all readers anew after each step. While its order is consistent, nothing more can come of that than the
 * reader that moved in its new place. But where one is at an item and another one at what it collected of the same ids,
 * each comes before the other. Then they are sorted as Yjs does it, step by step, until no two dispute an id.
 */
final class ReaderOrder {
    /** In order from {@code next} on: readers that nothing was taken from, or all of them if an id is disputed. */
    private BlockCursor[] waiting;

    private int next;
    /** The others in order; empty if an id is disputed. */
    private final TreeSet<BlockCursor> moved = new TreeSet<>(ReaderOrder::compareByIdAndTurn);

    private int turn;
    private boolean disputed;

    ReaderOrder(List<BlockCursor> readers) {
        waiting = readers.toArray(new BlockCursor[0]);
        sort();
    }

    private static int compareById(BlockCursor a, BlockCursor b) {
        int byClient = Long.compare(b.client(), a.client());
        return byClient != 0 ? byClient : Long.compare(a.clock(), b.clock());
    }

    private static int compareByIdAndTurn(BlockCursor a, BlockCursor b) {
        int byId = compareById(a, b);
        return byId != 0 ? byId : Integer.compare(a.turn(), b.turn());
    }

    private static int compareAsYjs(BlockCursor a, BlockCursor b) {
        return areDisputing(a, b) ? -1 : compareById(a, b);
    }

    private static boolean areDisputing(BlockCursor a, BlockCursor b) {
        return a.isGc() != b.isGc() && compareById(a, b) == 0;
    }

    private void sort() {
        V8Sort.sort(waiting, next, ReaderOrder::compareAsYjs);
        disputed = isAnyDisputed();
    }

    private boolean isAnyDisputed() {
        for (int i = next + 1; i < waiting.length; i++) {
            if (areDisputing(waiting[i - 1], waiting[i])) {
                return true;
            }
        }
        return false;
    }

    /** Takes out the reader to read from, null if there is none; {@link #putBack} has to follow. */
    @Nullable
    BlockCursor take() {
        boolean isAnyWaiting = next < waiting.length;
        if (isAnyWaiting && (moved.isEmpty() || compareById(waiting[next], moved.first()) < 0)) {
            return waiting[next++];
        }
        return moved.pollFirst();
    }

    /** Puts back the reader that was taken out, unless it is at its end. */
    void putBack(BlockCursor reader) {
        if (disputed) {
            if (!reader.isAtEnd()) {
                waiting[--next] = reader;
            }
            sort();
        } else if (!reader.isAtEnd()) {
            reader.setTurn(--turn);
            if (isDisputed(reader)) {
                putBackFirst(reader);
            } else {
                moved.add(reader);
            }
        }
    }

    private boolean isDisputed(BlockCursor reader) {
        BlockCursor above = moved.ceiling(reader);
        int at = Arrays.binarySearch(waiting, next, waiting.length, reader, ReaderOrder::compareById);
        return (above != null && areDisputing(above, reader)) || (at >= 0 && areDisputing(waiting[at], reader));
    }

    private void putBackFirst(BlockCursor reader) {
        List<BlockCursor> all = new ArrayList<>(List.of(reader));
        for (BlockCursor each = take(); each != null; each = take()) {
            all.add(each);
        }
        waiting = all.toArray(new BlockCursor[0]);
        next = 0;
        sort();
    }
}
