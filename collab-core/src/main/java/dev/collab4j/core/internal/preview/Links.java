package dev.collab4j.core.internal.preview;

import dev.collab4j.core.internal.codec.Block;
import dev.collab4j.core.internal.codec.Id;
import dev.collab4j.core.internal.integrate.Conflicts;
import dev.collab4j.core.internal.store.Branch;
import dev.collab4j.core.internal.store.ClientLog;
import dev.collab4j.core.internal.store.IdRanges;
import dev.collab4j.core.internal.store.Item;
import dev.collab4j.core.internal.store.StructStore;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * All that was ever set for the keys that an update touches, in the order that it would have: which one is last decides
 * what can be seen. Of the document only what the order depends on is looked at.
 */
final class Links {
    private final StructStore store;
    private final Map<Long, NewRuns> runs;

    /** Views of items, and what was cut off something; what is new and whole is with the runs. */
    private final Map<Long, TreeMap<Integer, Link>> parts = new HashMap<>();

    private final IdRanges overwritten = new IdRanges();

    Links(StructStore store, Map<Long, NewRuns> runs) {
        this.store = store;
        this.runs = runs;
    }

    /** What holds an element, whole or what was left of it; null if that isn't among those of a key, or collected. */
    @Nullable
    Link find(long client, int clock) {
        Link link = findPart(client, clock);
        if (link != null) {
            return link;
        }
        ClientLog log = store.findLog(client);
        if (log != null && clock < log.state()) {
            return log.find(clock) instanceof Item item ? add(new Link(this, item)) : null;
        }
        NewRuns own = Objects.requireNonNull(runs.get(client));
        return own.link(own.find(clock));
    }

    private @Nullable Link findPart(long client, int clock) {
        TreeMap<Integer, Link> own = parts.get(client);
        Map.Entry<Integer, Link> entry = own == null ? null : own.floorEntry(clock);
        return entry != null && clock < entry.getValue().end() ? entry.getValue() : null;
    }

    private Link add(Link link) {
        parts.computeIfAbsent(link.client, client -> new TreeMap<>()).put(link.clock, link);
        return link;
    }

    /** What lost its key to something else, or never got it: sorted, once all is inserted. */
    IdRanges overwritten() {
        overwritten.sortAndMerge();
        return overwritten;
    }

    /** Sets {@code block}, of which {@code offset} elements are known, for a key. */
    Link insert(Place place, Block block, int offset) {
        int clock = (int) block.clock() + offset;
        Id origin = offset > 0 ? new Id(block.client(), clock - 1L) : block.origin();
        Link left = origin == null ? null : endingAt(place, origin);
        Link right = block.rightOrigin() == null ? null : startingAt(block.rightOrigin());
        Link link = new Link(this, block.client(), clock, (int) block.end() - clock, origin, block.rightOrigin());
        if (left == null ? right == null || right.left() != null : left.right() != right) {
            left = Conflicts.findLeft(link, left, next(place, left), right);
        }
        insert(place, link, left);
        return link;
    }

    private void insert(Place place, Link link, @Nullable Link left) {
        link.insert(left, next(place, left));
        if (left == null) {
            place.head = link;
        }
        if (link.right() != null) {
            overwrite(link);
        } else {
            place.tail(link);
            if (left != null) {
                overwrite(left);
            }
        }
    }

    private void overwrite(Link link) {
        overwritten.add(link.client, link.clock, link.length);
    }

    private @Nullable Link next(Place place, @Nullable Link left) {
        return left != null ? left.right() : first(place);
    }

    private @Nullable Link first(Place place) {
        Branch branch = place.site.branch;
        Item item = branch == null ? null : branch.first(place.key);
        return place.head != null || item == null ? place.head : find(item.log.client, item.clock);
    }

    /**
     * What ends with the element {@code id}, cut there if need be. If that is a new element of a list, which only a
     * made-up struct under a key goes on after, the end of the key has to do: what could be seen is told.
     */
    private @Nullable Link endingAt(Place place, Id id) {
        Link link = find(id.client(), (int) id.clock());
        if (link == null) {
            return last(place);
        }
        if (link.end() > id.clock() + 1) {
            add(link.split((int) id.clock() + 1));
        }
        return link;
    }

    private @Nullable Link last(Place place) {
        Link last = place.tail();
        Item old = place.old();
        return last != null || old == null ? last : find(old.log.client, old.end() - 1);
    }

    private @Nullable Link startingAt(Id id) {
        Link link = find(id.client(), (int) id.clock());
        return link == null || link.clock == id.clock() ? link : add(link.split((int) id.clock()));
    }
}
