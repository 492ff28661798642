package dev.collab4j.core.internal.history;

import dev.collab4j.core.internal.edit.Elements;
import dev.collab4j.core.internal.lib0.JsOrder;
import dev.collab4j.core.internal.store.Branch;
import dev.collab4j.core.internal.store.Item;
import dev.collab4j.core.internal.store.MapEntry;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Lists and entries at a snapshot, element by element, so that no item has to be cut. */
public final class TypeHistory {
    private TypeHistory() {}

    /** The elements of a list that could be seen, as they are stored. */
    public static List<@Nullable Object> elements(Branch branch, SnapshotIds snapshot) {
        List<@Nullable Object> elements = new ArrayList<>();
        for (Item item = branch.start; item != null; item = item.right) {
            if (item.isCountable()) {
                addTo(elements, item, snapshot);
            }
        }
        return elements;
    }

    private static void addTo(List<@Nullable Object> elements, Item item, SnapshotIds snapshot) {
        long known = Math.min(item.length, snapshot.clock(item.log.client) - item.clock);
        for (int i = 0; i < known; i++) {
            if (snapshot.shows(item.log.client, item.clock + i)) {
                elements.add(Elements.get(item, i));
            }
        }
    }

    /** All entries that had a value, as they are stored, in the order in which their keys were first set. */
    public static Map<String, @Nullable Object> entries(Branch branch, SnapshotIds snapshot) {
        Map<String, @Nullable Object> entries = new LinkedHashMap<>();
        for (Map.Entry<String, MapEntry> entry : branch.entries()) {
            putEntry(entries, entry.getKey(), entry.getValue().tail, snapshot);
        }
        return entries;
    }

    /** The same in the order that the keys of an object have in JavaScript. */
    public static Map<String, @Nullable Object> object(Branch branch, SnapshotIds snapshot) {
        return JsOrder.sorted(entries(branch, snapshot));
    }

    /** The entry of {@code key} alone; empty if it had no value. */
    public static Map<String, @Nullable Object> entry(Branch branch, String key, SnapshotIds snapshot) {
        Map<String, @Nullable Object> entry = new LinkedHashMap<>(1);
        putEntry(entry, key, branch.tail(key), snapshot);
        return entry;
    }

    /** The value is the last one that was known, if it wasn't deleted. */
    private static void putEntry(
            Map<String, @Nullable Object> entries, String key, @Nullable Item tail, SnapshotIds snapshot) {
        Item item = tail;
        while (item != null && snapshot.clock(item.log.client) <= item.clock) {
            item = item.left;
        }
        if (item == null) {
            return;
        }
        int last = (int) Math.min(item.end(), snapshot.clock(item.log.client)) - 1;
        if (snapshot.shows(item.log.client, last)) {
            entries.put(key, Elements.get(item, last - item.clock));
        }
    }
}
