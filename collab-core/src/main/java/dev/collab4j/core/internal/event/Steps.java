package dev.collab4j.core.internal.event;

import dev.collab4j.core.internal.edit.ListEdit;
import dev.collab4j.core.internal.store.Branch;
import dev.collab4j.core.internal.store.Item;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Where types are in the types around them: a key or a position. What was asked for once stays as it was then, even if
 * an observer moves it.
 */
final class Steps {
    private Map<Item, Object> known = Map.of(); // items are equal only to themselves

    Object to(Item item) {
        known = known.isEmpty() ? new HashMap<>() : known;
        return known.computeIfAbsent(item, i -> i.key != null ? i.key : (Object) ListEdit.indexOf(i));
    }

    /**
     * Finds the steps to all targets from the current one. Yjs does so before it calls deep observers, for it sorts
     * several events by the length of their paths.
     */
    void findAll(List<ChangeEvent> events) {
        for (ChangeEvent event : events) {
            Branch branch = event.target;
            for (Item item = branch.item; item != null && branch != event.currentTarget(); item = branch.item) {
                if (known.containsKey(item)) {
                    break;
                }
                to(item);
                branch = item.parent;
            }
        }
    }
}
