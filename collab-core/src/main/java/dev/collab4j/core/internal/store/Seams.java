package dev.collab4j.core.internal.store;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What short cuts did to plain text in an open transaction ahead of its end: runs that they joined, text that they
 * forgot. Who looks at structs before that end, or watches it, sees them as they are without short cuts.
 */
public final class Seams {
    /** Clock, length, place of the text and cuts for each: nothing is deleted where runs were only joined or cut. */
    private static final int STRIDE = 4;

    private static final int CUT_AT_START = 1;
    private static final int CUT_AT_END = 2;

    private @Nullable ClientLog[] logs = new ClientLog[2];
    private int[] places = new int[logs.length * STRIDE];
    private int size;

    /** What is inserted at {@code clock} is joined to what is there. */
    public void joined(ClientLog log, int clock) {
        add(log, clock, 0, 0, 0);
    }

    /** A run is cut, and {@code right} is what was cut off. */
    public void cut(Item right) {
        add(right.log, right.clock, 0, 0, CUT_AT_START);
    }

    /** A part of {@code run} is deleted and forgotten. */
    public void forgotten(Item run, int offset, int length) {
        int cuts = (offset > 0 ? CUT_AT_START : 0) | (offset + length < run.length ? CUT_AT_END : 0);
        add(run.log, run.clock + offset, length, run.textAt + offset, cuts);
    }

    boolean isEmpty() {
        return size == 0;
    }

    private void add(ClientLog log, int clock, int length, int textAt, int cuts) {
        if (size == logs.length) {
            logs = Arrays.copyOf(logs, size * 2);
            places = Arrays.copyOf(places, size * 2 * STRIDE);
        }
        logs[size] = log;
        int at = size++ * STRIDE;
        places[at] = clock;
        places[at + 1] = length;
        places[at + 2] = textAt;
        places[at + 3] = cuts;
    }

    /**
     * Cuts what was joined, and brings back what was forgotten; nothing is known after that.
     *
     * @return what would have been cut off without short cuts
     */
    List<Struct> open() {
        List<Struct> splits = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            ClientLog log = logs[i];
            if (log != null) {
                open(log, i * STRIDE, splits);
            }
        }
        size = 0;
        return splits;
    }

    private void open(ClientLog log, int at, List<Struct> splits) {
        int clock = places[at];
        int end = clock + places[at + 1];
        cut(log, clock);
        cut(log, end);
        bringBack(log, clock, end, places[at + 2]);
        if ((places[at + 3] & CUT_AT_START) != 0) {
            splits.add(log.find(clock));
        }
        if ((places[at + 3] & CUT_AT_END) != 0) {
            splits.add(log.find(end));
        }
    }

    private static void bringBack(ClientLog log, int clock, int end, int textAt) {
        for (int next = clock; next < end; ) {
            Item item = log.findItem(next);
            item.bringBack(textAt + next - clock);
            next = item.end();
        }
    }

    private static void cut(ClientLog log, int clock) {
        if (clock < log.state() && log.find(clock) instanceof Item item && item.clock < clock) {
            StructStore.split(item, clock - item.clock);
        }
    }
}
