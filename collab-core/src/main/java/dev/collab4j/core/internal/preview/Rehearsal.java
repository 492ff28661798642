package dev.collab4j.core.internal.preview;

import dev.collab4j.core.internal.codec.Block;
import dev.collab4j.core.internal.codec.Id;
import dev.collab4j.core.internal.integrate.BlockTarget;
import dev.collab4j.core.internal.store.ClientLog;
import dev.collab4j.core.internal.store.Content;
import dev.collab4j.core.internal.store.Item;
import dev.collab4j.core.internal.store.Struct;
import dev.collab4j.core.internal.store.StructStore;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Takes in blocks beside the store: finds out where each would go, and keeps that. The order in a list doesn't matter to
 * what can be seen; that of the values of a key does.
 */
final class Rehearsal implements BlockTarget {
    private final StructStore store;
    private final Map<Long, NewRuns> runs = new LinkedHashMap<>();
    private @Nullable NewRuns last;
    private final Set<Item> torn = new LinkedHashSet<>();
    private int count;
    final Places places;
    final Links links;

    Rehearsal(StructStore store) {
        this.store = store;
        places = new Places(store);
        links = new Links(store, runs);
    }

    /** What each client has made and is new. */
    Map<Long, NewRuns> runs() {
        return runs;
    }

    private @Nullable NewRuns find(long client) {
        if (last == null || last.client != client) {
            NewRuns found = runs.get(client);
            last = found != null ? found : last;
            return found;
        }
        return last;
    }

    private NewRuns findOrAdd(long client) {
        NewRuns found = find(client);
        if (found == null) {
            found = new NewRuns(client, store.state(client));
            runs.put(client, found);
        }
        return found;
    }

    /** The texts of the document in which a pair of surrogates would be cut, and both halves replaced. */
    Set<Item> torn() {
        return torn;
    }

    /** How many blocks were taken in. */
    int count() {
        return count;
    }

    @Override
    public int state(long client) {
        NewRuns own = find(client);
        return own == null ? store.state(client) : own.state();
    }

    @Override
    public void integrate(Block block, int offset) {
        cutNeighbours(block);
        Place place = placeOf(block, offset);
        Place list = place == null ? null : straysTo(place, block, offset);
        NewRuns own = findOrAdd(block.client());
        own.add(block, place, place == null || place.key == null ? null : links.insert(place, block, offset));
        count++;
        if (list != null) {
            own.straysTo(list);
        }
    }

    /**
     * The list in which {@code block} comes to lie although it belongs to {@code place}; null if it doesn't. Where a
     * part of a made-up struct is known, and elsewhere, the rest is linked behind that, and can be seen there.
     */
    private @Nullable Place straysTo(Place place, Block block, int offset) {
        Id left = offset > 0 ? new Id(block.client(), block.clock() + offset - 1) : block.origin();
        Place there = left == null ? place : liesIn(left);
        return there == null || there.equals(place) || there.key != null ? null : there;
    }

    private @Nullable Place liesIn(Id id) {
        NewRuns own = findKnown(id) == null ? find(id.client()) : null;
        Place list = own == null ? null : own.straysTo(own.find(id.clock()));
        return list != null ? list : placeOf(id);
    }

    @Override
    public void pass(Block block) {
        cutNeighbours(block);
    }

    private void cutNeighbours(Block block) {
        if (block.origin() != null) {
            cutBehind(block.origin());
        }
        if (block.rightOrigin() != null && block.rightOrigin().clock() > 0) {
            cutBehind(new Id(block.rightOrigin().client(), block.rightOrigin().clock() - 1));
        }
    }

    /** Only within an item a pair has a cut between its halves. */
    private void cutBehind(Id id) {
        if (findKnown(id) instanceof Item item
                && item.kind == Content.STRING
                && id.clock() < item.end() - 1
                && item.log.text.isHighSurrogate(item.textAt + (int) id.clock() - item.clock)) {
            torn.add(item);
        }
    }

    /** Where {@code block} goes; null if that is collected. */
    private @Nullable Place placeOf(Block block, int offset) {
        boolean collected = block.isGc()
                || isCollected(block.origin())
                || isCollected(block.rightOrigin())
                || (offset > 0 && isCollected(new Id(block.client(), block.clock() + offset - 1)));
        if (collected) {
            return null;
        }
        if (block.parent() instanceof String root) {
            return places.ofRoot(root, block.key());
        }
        return block.parent() instanceof Id holder
                ? placeIn(holder, block.key())
                : placeOf(block.origin() != null ? block.origin() : Objects.requireNonNull(block.rightOrigin()));
    }

    private boolean isCollected(@Nullable Id id) {
        if (id == null) {
            return false;
        }
        Struct struct = findKnown(id);
        return struct == null ? placeOf(id) == null : !(struct instanceof Item);
    }

    /** The struct of the document that holds an element; null if that is new. */
    private @Nullable Struct findKnown(Id id) {
        ClientLog log = store.findLog(id.client());
        return log != null && id.clock() < log.state() ? log.find((int) id.clock()) : null;
    }

    /** Where an element is; null if it is collected. */
    private @Nullable Place placeOf(Id id) {
        Struct struct = findKnown(id);
        if (struct != null) {
            return struct instanceof Item item ? places.of(item.parent, item.key) : null;
        }
        NewRuns own = Objects.requireNonNull(find(id.client()));
        return own.place(own.find(id.clock()));
    }

    /** In the type that an element is; null if it is none, or not any more. */
    private @Nullable Place placeIn(Id holder, @Nullable String key) {
        Struct struct = findKnown(holder);
        if (struct != null) {
            return struct instanceof Item item && item.kind == Content.TYPE ? places.of(item.branch(), key) : null;
        }
        NewRuns own = Objects.requireNonNull(find(holder.client()));
        int run = own.find(holder.clock());
        Place around = own.block(run).kind() == Content.TYPE ? own.place(run) : null;
        return around == null ? null : places.ofComing(holder, around, key);
    }
}
