package dev.collab4j.core.internal.preview;

import dev.collab4j.core.internal.codec.Block;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What one client has made and a document would take in: blocks in clock order, without a gap. */
final class NewRuns {
    final long client;
    private final int known;
    private final List<Block> blocks = new ArrayList<>(1);
    private final List<@Nullable Place> places = new ArrayList<>(1);

    /** Only as many as there are runs up to the last one of a key. */
    private final List<@Nullable Link> links = new ArrayList<>(0);

    private final Map<Integer, Place> strays = new HashMap<>(0);

    /** Begins behind the clocks that are known. */
    NewRuns(long client, int known) {
        this.client = client;
        this.known = known;
    }

    /**
     * Adds the part of {@code block} that isn't there yet. The place is null if that is collected at once; of such blocks
     * in a row only where they end is kept. A link is there if it is set for a key.
     */
    void add(Block block, @Nullable Place place, @Nullable Link link) {
        int last = blocks.size() - 1;
        if (place == null && last >= 0 && places.get(last) == null) {
            blocks.set(last, block);
        } else {
            blocks.add(block);
            places.add(place);
        }
        if (link != null) {
            links.addAll(Collections.nCopies(blocks.size() - links.size(), null));
            links.set(blocks.size() - 1, link);
        }
    }

    /** Remembers of the run that was added last that it lies in another list than the one that it belongs to. */
    void straysTo(Place list) {
        strays.put(blocks.size() - 1, list);
    }

    /** The list in which a run lies although it belongs elsewhere; null as a rule. */
    @Nullable
    Place straysTo(int run) {
        return strays.isEmpty() ? null : strays.get(run);
    }

    /** The next clock of the client. */
    int state() {
        return blocks.isEmpty() ? known : (int) blocks.get(blocks.size() - 1).end();
    }

    int count() {
        return blocks.size();
    }

    Block block(int run) {
        return blocks.get(run);
    }

    @Nullable
    Place place(int run) {
        return places.get(run);
    }

    /** What a run is among the values of its key, or what is left of it after a cut; null in a list. */
    @Nullable
    Link link(int run) {
        return run < links.size() ? links.get(run) : null;
    }

    /** The first clock of a run: that of its block unless a part of it was known. */
    int clock(int run) {
        return run == 0 ? known : (int) blocks.get(run - 1).end();
    }

    /** The run that holds {@code clock}, which is one of those here. */
    int find(long clock) {
        int low = 0;
        int high = blocks.size() - 1;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (blocks.get(middle).end() <= clock) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
