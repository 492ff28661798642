package dev.collab4j.core.internal.store;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** What one transaction did to the store, in the orders that Yjs keeps. */
public final class TransactionState {
    public final StructStore store;
    public final @Nullable Object origin;

    /** Whether the changes were made here; false once an update from outside was applied. */
    public boolean local;

    public final IdRanges deleteSet = new IdRanges();

    /** Those of the changed types that lived and had a type of their own when their observers were to be called. */
    public final List<Branch> notified = new ArrayList<>(0);

    /** Structs whose boundaries may have become superfluous: right halves of splits, children found dead. */
    public final List<Struct> splits = new ArrayList<>(0);

    /** The public object made for this transaction and the events of its types, kept by the layers above. */
    public @Nullable Object view;

    public @Nullable Object events;

    /** Set when an observed text with formats was changed from outside. */
    public boolean needsFormattingCleanup;

    private Map<Branch, Set<@Nullable String>> changed = Collections.emptyMap();

    private Map<ClientLog, Integer> before = Collections.emptyMap();
    private @Nullable Seams seams;
    private @Nullable ClientLog lastTouched;
    private @Nullable Branch lastChangedList;
    private Map<ClientLog, Integer> after = Collections.emptyMap();
    private @Nullable SubDocumentChanges subDocuments;
    private boolean sealed;
    private boolean closed;

    public TransactionState(StructStore store, @Nullable Object origin, boolean local) {
        this.store = store;
        this.origin = origin;
        this.local = local;
    }

    void touch(ClientLog log) {
        if (log != lastTouched) {
            before = before.containsKey(log) ? before : SmallMaps.with(before, log, log.state());
            lastTouched = log;
        }
    }

    /** Whether nothing was done yet. */
    public boolean isUntouched() {
        return before.isEmpty() && !touchesDeletions() && seams == null;
    }

    private boolean touchesDeletions() {
        return !deleteSet.isEmpty() || !splits.isEmpty();
    }

    /** Where short cuts note what they did ahead of the end. */
    public Seams seams() {
        if (seams == null) {
            seams = new Seams();
        }
        return seams;
    }

    /** Whether short cuts may have done something ahead of the end. */
    public boolean hasSeams() {
        return seams != null;
    }

    /** Whether items hold what short cuts joined to them, until somebody looks at structs. */
    public boolean isJoined() {
        return seams != null && !seams.isEmpty();
    }

    /** Makes the structs what they are without short cuts: somebody looks at them. */
    public void openSeams() {
        if (isJoined()) {
            splits.addAll(0, seams().open());
        }
    }

    /** The next clock of {@code log} when this transaction began. */
    public int beforeClock(ClientLog log) {
        Integer clock = before.get(log);
        return clock == null ? log.state() : clock;
    }

    /** Whether {@code struct} was added since this transaction began. */
    public boolean adds(Struct struct) {
        return struct.clock >= beforeClock(struct.log);
    }

    /** Whether {@code struct} was deleted by this transaction; only after its delete set was sorted. */
    public boolean deletes(Struct struct) {
        return deleteSet.contains(struct.log.client, struct.clock);
    }

    /** Fixes what this transaction added: its observers' edits belong to transactions of their own. */
    public void seal() {
        deleteSet.sortAndMerge();
        sealed = true;
        if (lastTouched != null) {
            for (ClientLog log : before.keySet()) {
                after = SmallMaps.with(after, log, log.state());
            }
        }
    }

    /** The logs that grew in this transaction itself, in the order in which their clients were first seen. */
    public Collection<ClientLog> grownLogs() {
        if (after.size() <= 1) {
            return after.keySet();
        }
        List<ClientLog> grown = new ArrayList<>(after.size());
        for (ClientLog log : store.logs()) {
            if (after.containsKey(log)) {
                grown.add(log);
            }
        }
        return grown;
    }

    /** Whether {@code log} grew in this transaction itself. */
    public boolean hasGrown(ClientLog log) {
        return after.containsKey(log);
    }

    /** The next clock of a grown log when this transaction's own edits were done. */
    public int afterClock(ClientLog log) {
        Integer clock = after.get(log);
        return clock == null ? log.state() : clock;
    }

    /** Whether sub-documents came, went or are to be loaded. */
    public boolean touchesSubDocuments() {
        return subDocuments != null && !subDocuments.isEmpty();
    }

    /** What happened to sub-documents; it can be added to. */
    public SubDocumentChanges subDocuments() {
        if (subDocuments == null) {
            subDocuments = new SubDocumentChanges();
        }
        return subDocuments;
    }

    /** Whether the edits are done. */
    public boolean isSealed() {
        return sealed;
    }

    /** Whether the clocks of logs that didn't grow in this transaction aren't known any more. */
    public boolean isClosed() {
        return closed;
    }

    void close() {
        seams = null; // they may be large, and somebody may keep this
        closed = true;
    }

    /** The next clock of each client when this transaction began; not once it is closed. */
    public Map<Long, Long> beforeState() {
        return state(this::beforeClock);
    }

    /** The next clock of each client when the edits were done; empty before, and not once this is closed. */
    public Map<Long, Long> afterState() {
        return sealed ? state(log -> after.getOrDefault(log, beforeClock(log))) : Map.of();
    }

    private Map<Long, Long> state(ToLongFunction<ClientLog> clockOf) {
        Map<Long, Long> clocks = new LinkedHashMap<>();
        for (ClientLog log : store.logs()) {
            long clock = clockOf.applyAsLong(log);
            if (clock > 0) {
                clocks.put(log.client, clock);
            }
        }
        return clocks;
    }

    /** Whether structs were added, deleted or cut. */
    public boolean touchesStructs() {
        return changesStore() || !splits.isEmpty();
    }

    /** Whether there is anything that an update would have to say. */
    public boolean changesStore() {
        return !deleteSet.isEmpty() || !after.isEmpty();
    }

    /** Remembers that {@code type} changed, unless it is new itself or dead. */
    public void addChanged(Branch type, @Nullable String key) {
        if (key == null && type == lastChangedList) {
            return;
        }
        Item item = type.item;
        if (item == null || (!adds(item) && !item.isDeleted())) {
            addChangedKey(type, key);
            lastChangedList = key == null ? type : lastChangedList;
        }
    }

    private void addChangedKey(Branch type, @Nullable String key) {
        Set<@Nullable String> keys = changed.get(type);
        if (keys == null) {
            changed = SmallMaps.with(changed, type, Collections.singleton(key));
        } else if (keys.size() > 1) {
            keys.add(key);
        } else if (!keys.contains(key)) {
            Set<@Nullable String> more = new LinkedHashSet<>(keys);
            more.add(key);
            changed = SmallMaps.with(changed, type, more);
        }
    }

    /** The types that changed, with the keys that did; a null key stands for the list. */
    public Map<Branch, Set<@Nullable String>> changed() {
        return changed;
    }

    /** All that was in {@code type} is dead, so nobody is told of it. */
    public void forgetChanged(Branch type) {
        lastChangedList = null;
        changed = SmallMaps.without(changed, type);
    }

    /** The types that changed, those in {@link #notified}, and all types around them. */
    public Set<Branch> changedParentTypes() {
        Set<Branch> types = new LinkedHashSet<>();
        for (Branch type : notified) {
            for (Branch around = type; around != null && types.add(around); ) {
                around = around.parent();
            }
        }
        return types;
    }

    /** The logs that grew since this transaction began, its observers' edits included. */
    public Set<ClientLog> touchedLogs() {
        return Collections.unmodifiableSet(before.keySet());
    }
}
