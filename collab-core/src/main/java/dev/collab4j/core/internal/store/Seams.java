package dev.collab4j.core.internal.store;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What short cuts did to plain text in an open transaction ahead of its end: runs that they joined, text that they
 * forgot. Who looks at structs before that end, or watches it, sees them as they are without short cuts.
 */
public final class Seams {
    /** Clock, length and place of the text for each: nothing is deleted where only two runs were joined. */
    private static final int STRIDE = 3;

    private @Nullable ClientLog[] logs = new ClientLog[16];
    private int[] places = new int[logs.length * STRIDE];
    private int size;

    /** What is inserted at {@code clock} is joined to what is there. */
    public void joined(ClientLog log, int clock) {
        add(log, clock, 0, 0);
    }

    /** A part of a run that begins at {@code textAt} is deleted and forgotten. */
    public void forgotten(ClientLog log, int clock, int length, int textAt) {
        add(log, clock, length, textAt);
    }

    private void add(ClientLog log, int clock, int length, int textAt) {
        if (size == logs.length) {
            logs = Arrays.copyOf(logs, size * 2);
            places = Arrays.copyOf(places, size * 2 * STRIDE);
        }
        logs[size] = log;
        int at = size++ * STRIDE;
        places[at] = clock;
        places[at + 1] = length;
        places[at + 2] = textAt;
    }

    /** Cuts what was joined, and brings back what was forgotten; nothing is known after that. */
    void open() {
        for (int i = 0; i < size; i++) {
            ClientLog log = logs[i];
            if (log != null) {
                open(log, places[i * STRIDE], places[i * STRIDE + 1], places[i * STRIDE + 2]);
            }
        }
        size = 0;
    }

    private static void open(ClientLog log, int clock, int length, int textAt) {
        int end = clock + length;
        cut(log, clock);
        cut(log, end);
        for (int next = clock; next < end; ) {
            Item item = log.findItem(next);
            item.bringBack(textAt + next - clock);
            next = item.end();
        }
    }

    private static void cut(ClientLog log, int clock) {
        if (clock < log.state()) {
            Item item = log.findItem(clock);
            if (item.clock < clock) {
                StructStore.split(item, clock - item.clock);
            }
        }
    }
}
