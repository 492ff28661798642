package dev.collab4j.core.internal.store;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * All structs of one client in clock order, without a gap, in chunks, so that a split or a merge in a long log moves
 * at most one chunk.
 */
public final class ClientLog {
    private static final int CHUNK = 512;

    public final long client;
    public final TextArena text = new TextArena();

    private Struct[][] chunks = new Struct[1][];
    private int[] sizes = new int[1];
    private int chunkCount;
    private int hitChunk;
    private int hitSlot;
    private int state;
    private @Nullable Map<Item, Redone> redone;

    ClientLog(long client) {
        this.client = client;
    }

    /** The next clock of this client. */
    public int state() {
        return state;
    }

    public boolean isEmpty() {
        return chunkCount == 0;
    }

    /** The struct that holds {@code clock}, which must be below {@link #state()}. */
    public Struct find(int clock) {
        locate(clock);
        return chunks[hitChunk][hitSlot];
    }

    /** The item that holds {@code clock}. */
    public Item findItem(int clock) {
        return (Item) find(clock);
    }

    void append(Struct struct) {
        if (struct.clock != state) {
            throw new IllegalStateException("struct " + struct + " doesn't continue at clock " + state);
        }
        if (chunkCount == 0 || sizes[chunkCount - 1] == CHUNK) {
            insertChunk(chunkCount, new Struct[chunkCount == 0 ? 1 : CHUNK], 0);
        }
        insert(chunkCount - 1, sizes[chunkCount - 1], struct);
        state = struct.end();
    }

    /** The last struct has become longer by {@code elements}. */
    public void extend(int elements) {
        state += elements;
    }

    /** Adds the right half of a split: {@code struct} holds ids that its left neighbour gave up. */
    void insertSplit(Struct left, Struct struct) {
        locate(left.clock);
        if (sizes[hitChunk] == CHUNK) {
            halve(hitChunk);
            locate(left.clock);
        }
        insert(hitChunk, hitSlot + 1, struct);
    }

    /** Puts a {@link Gc} in the place of {@code item}. */
    public void forget(Item item) {
        locate(item.clock);
        chunks[hitChunk][hitSlot] = new Gc(this, item.clock, item.length);
        if (redone != null && item.isRedone()) {
            redone.remove(item);
        }
    }

    /** What took the place of {@code item}, an item of this log, when its deletion was undone; null if nothing did. */
    public @Nullable Redone redone(Item item) {
        return redone != null && item.isRedone() ? redone.get(item) : null;
    }

    /** Remembers that the item at {@code place} took the place of {@code item}, an item of this log. */
    public void redone(Item item, Redone place) {
        if (redone == null) {
            redone = new HashMap<>(); // items are equal only to themselves
        }
        item.markRedone();
        redone.put(item, place);
    }

    /** A walk over the structs from the one that holds {@code clock} on; splitting and merging ends it. */
    public Walk walkFrom(int clock) {
        Walk walk = new Walk();
        if (clock < state) {
            locate(clock);
            walk.chunk = hitChunk;
            walk.slot = hitSlot;
        } else {
            walk.chunk = chunkCount;
        }
        return walk;
    }

    /** How many structs there are from the one that holds {@code clock} on. */
    public int countFrom(int clock) {
        if (clock >= state) {
            return 0;
        }
        locate(clock);
        int count = sizes[hitChunk] - hitSlot;
        for (int chunk = hitChunk + 1; chunk < chunkCount; chunk++) {
            count += sizes[chunk];
        }
        return count;
    }

    /** How many structs there are. */
    public int count() {
        return countFrom(0);
    }

    /** The structs of a log in clock order. */
    public final class Walk {
        private int chunk;
        private int slot;

        private Walk() {}

        public boolean hasNext() {
            return chunk < chunkCount;
        }

        public Struct next() {
            Struct struct = chunks[chunk][slot];
            if (++slot == sizes[chunk]) {
                chunk++;
                slot = 0;
            }
            return struct;
        }
    }

    /**
     * Offers each struct that begins at a clock in [low, high] to its left neighbour, from right to left; after the
     * lowest one it goes on to the left for as long as structs do merge, as Yjs does.
     *
     * @return how many structs were taken in by their left neighbour
     */
    public int mergeBoundaries(int low, int high) {
        locate(Math.min(high, state - 1));
        int chunk = hitChunk;
        int slot = hitSlot;
        int lastChunk = chunk;
        int lastSlot = slot;
        int merged = 0;
        boolean joined = false;
        for (Struct right = chunks[chunk][slot]; right.clock >= low || joined; ) {
            int leftChunk = slot == 0 ? chunk - 1 : chunk;
            if (leftChunk < 0) {
                break;
            }
            int leftSlot = slot == 0 ? sizes[leftChunk] - 1 : slot - 1;
            Struct left = chunks[leftChunk][leftSlot];
            joined = left.isDeleted() == right.isDeleted() && left.mergeWith(right);
            if (joined) {
                chunks[chunk][slot] = left;
                merged++;
            }
            right = left;
            chunk = leftChunk;
            slot = leftSlot;
        }
        if (merged > 0) {
            squeeze(chunk, slot, lastChunk, lastSlot);
        }
        return merged;
    }

    /** Frees the memory of dead text if there is much of it. */
    public void compactText() {
        if (!text.wantsCompaction(chunkCount * CHUNK)) {
            return;
        }
        text.beginCompaction();
        for (Walk walk = walkFrom(0); walk.hasNext(); ) {
            if (walk.next() instanceof Item item && item.kind == Content.STRING) {
                item.textAt = text.keep(item.textAt, item.length);
            }
        }
        text.endCompaction();
    }

    private void locate(int clock) {
        if (clock < 0 || clock >= state) {
            throw new IllegalStateException("clock " + clock + " of client " + client + " isn't known");
        }
        if (hitChunk < chunkCount && hitSlot < sizes[hitChunk] && holds(chunks[hitChunk][hitSlot], clock)) {
            return;
        }
        int chunk = chunkOf(clock);
        hitSlot = slotOf(chunks[chunk], sizes[chunk], clock);
        hitChunk = chunk;
    }

    private static boolean holds(Struct struct, int clock) {
        return struct.clock <= clock && clock < struct.end();
    }

    private int chunkOf(int clock) {
        int low = 0;
        int high = chunkCount - 1;
        while (low < high) {
            int middle = (low + high + 1) >>> 1;
            if (chunks[middle][0].clock <= clock) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return low;
    }

    private static int slotOf(Struct[] chunk, int size, int clock) {
        int low = 0;
        int high = size - 1;
        while (low < high) {
            int middle = (low + high + 1) >>> 1;
            if (chunk[middle].clock <= clock) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return low;
    }

    private void insert(int chunk, int slot, Struct struct) {
        Struct[] structs = chunks[chunk];
        int size = sizes[chunk];
        if (size == structs.length) {
            structs = Arrays.copyOf(structs, Math.min(CHUNK, Math.max(4, size * 2)));
            chunks[chunk] = structs;
        }
        System.arraycopy(structs, slot, structs, slot + 1, size - slot);
        structs[slot] = struct;
        sizes[chunk] = size + 1;
        hitChunk = chunk;
        hitSlot = slot;
    }

    private void halve(int chunk) {
        Struct[] structs = chunks[chunk];
        int half = sizes[chunk] / 2;
        Struct[] upper = new Struct[CHUNK];
        System.arraycopy(structs, half, upper, 0, sizes[chunk] - half);
        insertChunk(chunk + 1, upper, sizes[chunk] - half);
        Arrays.fill(structs, half, sizes[chunk], null);
        sizes[chunk] = half;
    }

    private void insertChunk(int at, Struct[] structs, int size) {
        if (chunkCount == chunks.length) {
            chunks = Arrays.copyOf(chunks, chunkCount * 2);
            sizes = Arrays.copyOf(sizes, chunkCount * 2);
        }
        System.arraycopy(chunks, at, chunks, at + 1, chunkCount - at);
        System.arraycopy(sizes, at, sizes, at + 1, chunkCount - at);
        chunks[at] = structs;
        sizes[at] = size;
        chunkCount++;
    }

    private void removeChunk(int at) {
        chunkCount--;
        System.arraycopy(chunks, at + 1, chunks, at, chunkCount - at);
        System.arraycopy(sizes, at + 1, sizes, at, chunkCount - at);
        chunks[chunkCount] = new Struct[0];
        sizes[chunkCount] = 0;
    }

    /** Removes the repetitions that merging left from one slot to another, and joins chunks that became small. */
    private void squeeze(int firstChunk, int firstSlot, int lastChunk, int lastSlot) {
        Struct last = chunks[firstChunk][firstSlot];
        int slot = firstSlot + 1;
        for (int chunk = firstChunk; chunk <= lastChunk; chunk++) {
            last = removeRepetitions(chunk, slot, chunk == lastChunk ? lastSlot + 1 : sizes[chunk], last);
            slot = 0;
        }
        for (int chunk = lastChunk; chunk >= firstChunk; chunk--) {
            joinIfSmall(chunk);
        }
        hitChunk = firstChunk;
        hitSlot = firstSlot;
    }

    private Struct removeRepetitions(int chunk, int firstSlot, int endSlot, Struct previous) {
        Struct[] structs = chunks[chunk];
        Struct last = previous;
        int kept = firstSlot;
        for (int slot = firstSlot; slot < endSlot; slot++) {
            if (structs[slot].clock >= last.end()) {
                last = structs[slot];
                structs[kept++] = last;
            }
        }
        int behind = sizes[chunk] - endSlot;
        System.arraycopy(structs, endSlot, structs, kept, behind);
        Arrays.fill(structs, kept + behind, sizes[chunk], null);
        sizes[chunk] = kept + behind;
        return last;
    }

    private void joinIfSmall(int chunk) {
        if (sizes[chunk] == 0) {
            removeChunk(chunk);
        } else if (chunk > 0 && sizes[chunk - 1] + sizes[chunk] <= CHUNK / 2) {
            Struct[] left = chunks[chunk - 1];
            int size = sizes[chunk - 1];
            Struct[] joined = left.length >= size + sizes[chunk] ? left : Arrays.copyOf(left, CHUNK);
            System.arraycopy(chunks[chunk], 0, joined, size, sizes[chunk]);
            chunks[chunk - 1] = joined;
            sizes[chunk - 1] = size + sizes[chunk];
            removeChunk(chunk);
        }
    }
}
